#include "desk/online_draft.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "desk/application_store.h"
#include "desk/desk_access.h"
#include "desk/number.h"
#include "desk/paper_files.h"
#include "directory/directory.h"
#include "staff/staff.h"
#include "territory/territory.h"

namespace gishe::desk {
namespace {

constexpr std::size_t papers_shown_max = 8;
constexpr int services_looked_at = 60;

struct Key {
  MunicipalityCode municipality;
  std::string token_hash;
};

std::optional<Key> key_of(std::string_view cookie) {
  const auto dot = cookie.find('.');
  if (dot == std::string_view::npos || cookie.size() > 100) return std::nullopt;
  const auto municipality = MunicipalityCode::parse(cookie.substr(0, dot));
  if (!municipality) return std::nullopt;
  return Key{*municipality, secrets::digest(cookie.substr(dot + 1))};
}

bool is_over(const Office& office, const DraftRow& row) {
  return row.started_at < office.now().plus_seconds(-draft_hours * 3600);
}

std::optional<Draft> opened(db::Session& session, const Office& office, std::string_view cookie) {
  const auto key = key_of(cookie);
  const auto row = key ? find_draft(session, key->municipality, key->token_hash) : std::nullopt;
  if (!row || is_over(office, *row)) return std::nullopt;
  const auto content = office.vault.unseal(row->content, draft_context(row->id));
  if (!content) return std::nullopt;
  return Draft{row->municipality, row->id, decode(*content)};
}

void keep(db::Tx& tx, const Office& office, const Draft& draft) {
  update_draft(tx, {draft.municipality, draft.id, office.vault.seal(encode(draft.told), draft_context(draft.id)), {}});
}

/// What only the registers know: is there such a need, and does the settlement lie in this municipality?
Refusals why_not_known(db::Session& session, const Draft& draft, std::string_view step) {
  Refusals no;
  if (step == "needs") {
    for (const std::string& code : draft.told.needs) {
      if (!directory::find_need(session, code)) no.emplace_back(not_in_list, "needs");
    }
  }
  if (step == "person" && !draft.told.settlement.empty()) {
    const auto code = Ekatte::parse(draft.told.settlement);
    const auto place = code ? territory::find_settlement(session, *code) : std::nullopt;
    if (!place || place->municipality != draft.municipality) no.emplace_back(not_in_list, "settlement");
  }
  return no;
}

Refusals why_not_sent(db::Session& session, const Office& office, const Draft& draft) {
  for (const std::string_view step : apply_steps) {
    if (step == "writer" && !draft.told.by_another()) continue;
    if (auto no = why_not_step(draft.told, step, office.today()); !no.empty()) return no;
    if (auto no = why_not_known(session, draft, step); !no.empty()) return no;
  }
  if (!draft.told.declared) return {Refusal(not_declared, "declared")};
  if (count_sent_on(session, draft.municipality, office.today()) >= online_per_day_max)
    return {Refusal(too_many_today)};
  return {};
}

Result<visitors::Given> send(db::Tx& tx, Office& office, std::string_view cookie, bool declared) {
  auto draft = opened(tx, office, cookie);
  if (!draft) return no_draft;
  draft->told.declared = declared;
  if (auto no = why_not_sent(tx, office, *draft); !no.empty()) return no;
  const visitors::Receipt receipt = draw_receipt(tx, office, draft->municipality);
  Online o;
  o.id = draft->id;
  o.municipality = draft->municipality;
  o.number = receipt.number;
  o.needs = draft->told.needs;
  o.content = office.vault.seal(encode(draft->told), sent_context(o.id));
  o.state = "waiting";
  o.sent_at = office.now();
  o.sent_on = office.today();
  o.due_on = due_by_rule(tx, "application.decision", o.municipality, o.sent_on);
  insert_online(tx, o, receipt.secret_hash);
  delete_draft(tx, o.municipality, o.id);
  office.note(tx, Actor{},
              {"online.sent", o.municipality, "application", o.id.value, "anybody/anywhere", "declared", {}});
  return visitors::Given{o.id.value, o.number, receipt.secret, {}};
}

}  // namespace

Result<std::string> start_draft(Office& office, const MunicipalityCode& municipality,
                                const std::optional<ServiceId>& service, std::string_view remote) {
  const std::string token = secrets::random_token();
  const std::string from = office.vault.keyed_hash("online_draft_from", remote);
  return office.db.write([&](db::Tx& tx) -> Result<std::string> {
    const auto desks = staff::list_desks(tx, office.today());
    if (std::find(desks.begin(), desks.end(), municipality) == desks.end()) return Refusal(no_desk, "municipality");
    if (count_drafts(tx, municipality) >= drafts_max || count_drafts_from(tx, from) >= drafts_of_address_max ||
        count_sent_on(tx, municipality, office.today()) >= online_per_day_max) {
      return Refusal(too_many_today, "municipality");
    }
    Draft draft{municipality, ApplicationId::make(), {}};
    if (const auto known = service ? directory::find_service(tx, *service) : std::nullopt; known && known->listed()) {
      draft.told.service = service;
      draft.told.needs = known->needs.size() == 1 ? known->needs : std::vector<std::string>{};
    }
    insert_draft(tx,
                 {municipality, draft.id, office.vault.seal(encode(draft.told), draft_context(draft.id)), office.now()},
                 secrets::digest(token), from);
    return municipality.text + '.' + token;
  });
}

std::optional<Draft> find_draft(Office& office, std::string_view cookie) {
  return office.db.read([&](db::Session& session) { return opened(session, office, cookie); });
}

Result<Draft> change_draft(Office& office, std::string_view cookie, std::string_view step,
                           const std::function<void(Told&)>& change) {
  return office.db.write([&](db::Tx& tx) -> Result<Draft> {
    auto draft = opened(tx, office, cookie);
    if (!draft) return no_draft;
    change(draft->told);
    if (auto no = why_not_step(draft->told, step, office.today()); !no.empty()) return no;
    if (auto no = why_not_known(tx, *draft, step); !no.empty()) return no;
    keep(tx, office, *draft);
    return *draft;
  });
}

void drop_draft(Office& office, std::string_view cookie) {
  office.db.write([&](db::Tx& tx) {
    const auto draft = opened(tx, office, cookie);
    if (!draft) return;
    drop_files(tx, draft->municipality, draft->id);
    delete_draft(tx, draft->municipality, draft->id);
  });
}

int forget_drafts(Office& office) {
  constexpr int at_once = 20;  // short transactions: others write too
  int forgotten = 0;
  for (bool more = true; more;) {
    const int some = office.db.write([&](db::Tx& tx) {
      const auto old = list_drafts_before(tx, office.now().plus_seconds(-draft_hours * 3600), at_once);
      for (const DraftRow& draft : old) {
        drop_files(tx, draft.municipality, draft.id);
        delete_draft(tx, draft.municipality, draft.id);
      }
      return static_cast<int>(old.size());
    });
    forgotten += some;
    more = some == at_once;
  }
  return forgotten;
}

std::vector<std::string> papers_asked(db::Session& session, const MunicipalityCode& municipality, const Told& told) {
  std::set<ServiceId> services;
  if (told.service) {
    services.insert(*told.service);
  } else {
    for (const std::string& code : told.needs) {
      const auto need = directory::find_need(session, code);
      if (!need) continue;
      for (const auto& s : directory::list_services_for_need(session, *need, {municipality}, services_looked_at)) {
        services.insert(s.id);
      }
    }
  }
  std::map<std::string, int> asked;
  for (const auto& service : directory::list_services_by_id(session, {services.begin(), services.end()})) {
    for (const std::string& code : service.papers) ++asked[code];
  }
  // What she writes here is the application form itself.
  asked.erase("application_form");
  std::vector<std::string> codes;
  for (const auto& [code, times] : asked) codes.push_back(code);
  std::stable_sort(codes.begin(), codes.end(), [&](const auto& a, const auto& b) { return asked.at(a) > asked.at(b); });
  if (codes.size() > papers_shown_max) codes.resize(papers_shown_max);
  codes.emplace_back(other_paper);
  return codes;
}

Refusals attach_to_draft(Office& office, const Draft& draft, const std::vector<web::Upload>& uploads,
                         std::string_view once_key) {
  if (uploads.empty()) return {};
  const auto codes =
      office.db.read([&](db::Session& session) { return papers_asked(session, draft.municipality, draft.told); });
  Judged judged = judge_uploads(office, draft.municipality, uploads, codes);
  const Refusals rest = office.db.write([&](db::Tx& tx) -> Refusals {
    // Sent or cleared meanwhile: what nobody owns is not kept.
    const auto row = find_draft_by_id(tx, draft.municipality, draft.id);
    if (!row || is_over(office, *row)) return {Refusal(no_draft)};
    if (draft_bytes(tx) > drafts_bytes_max ||
        draft_bytes_around(tx, draft.municipality, draft.id) > network_bytes_max) {
      return {Refusal(no_room_for_files)};
    }
    return keep_files_once(tx, office, draft.id, judged.good, once_key);
  });
  judged.no.insert(judged.no.end(), rest.begin(), rest.end());
  return judged.no;
}

Result<Taken> send_draft(Office& office, std::string_view cookie, bool declared) {
  return office.db.write([&](db::Tx& tx) -> Result<Taken> {
    const std::string key = "online_draft:" + std::string(cookie.substr(0, 100));
    const auto given = visitors::given_once(tx, office, Actor{}, key, "online.sent", content_digest({}),
                                            [&] { return send(tx, office, cookie, declared); });
    if (!given) return given.refusals();
    return taken_from(*given);
  });
}

}  // namespace gishe::desk
