#include "people/people.h"
#include "referrals/referral_pages.h"
#include "referrals/referral_words.h"
#include "territory/territory.h"

namespace gishe::referrals::pages {
namespace {

constexpr int rows_max = 25;

/// "2026-11-27.0190…": where the next page begins.
std::optional<store::After> after_from(std::string_view text) {
  if (text.size() < 12) return std::nullopt;
  const auto due = Day::from_iso(text.substr(0, 10));
  const auto id = ReferralId::parse(text.substr(11));
  if (!due || !id) return std::nullopt;
  return store::After{*due, *id};
}

struct Shown {
  Listed listed;
  std::vector<std::string> who;  // per row: the person for the sender, the sending municipality for the receiver
  int overdue = 0;
};

Shown gather(web::Context& context, Stage stage) {
  return context.office.db.read([&](db::Session& session) {
    Shown shown;
    shown.listed = list_referrals(session, context.actor, stage, after_from(context.request.query("after")), rows_max);
    std::vector<PersonId> people;
    for (const Record& row : shown.listed.rows) people.push_back(row.person);
    if (shown.listed.as_receiver) people.clear();
    const auto names = people::names_of(session, access::scope(context.actor, access::Action::find_person), people);
    std::map<std::string, std::string> towns;  // each is asked for once
    for (const Record& row : shown.listed.rows) {
      if (shown.listed.as_receiver) {
        const auto [town, unknown] = towns.emplace(row.municipality.text, "");
        if (unknown) town->second = territory::municipality_name(session, row.municipality, context.words.language());
        shown.who.push_back(town->second);
      } else {
        const auto at = names.find(row.person);
        shown.who.push_back(at == names.end() ? "" : at->second);
      }
    }
    shown.overdue = store::count_overdue(session, access::scope(context.actor, access::Action::list_referrals),
                                         context.office.today());
    return shown;
  });
}

void put_row(page::Values row, const words::Words& w, const Record& record, const std::string& who, Day today) {
  row.set("HREF", "/referrals/" + record.id.text()).set("NUMBER", record.number).set("WHO", who);
  row.set("SERVICE", record.to_service_name).set("ORGANISATION", record.to_organisation_name);
  row.badge("STATE", tone_of(record.state), state_words(w, record.state));
  if (record.urgency != "normal") row.set("URGENCY", code_words(w, "referral.urgency", record.urgency)).show("URGENT");
  put_due(row, w, record, today);
}

}  // namespace

web::Response show_list(web::Context& context) {
  const auto& w = context.words;
  const Stage stage = stage_from(context.request.query("stage")).value_or(Stage::waiting);
  const Shown shown = gather(context, stage);
  const bool inbox = shown.listed.as_receiver;

  auto page = context.page("referrals/list.html");
  page.title(w(inbox ? "referrals.list.inbox" : "referrals.list.outbox"));
  for (const Stage s : {Stage::waiting, Stage::answered, Stage::closed}) {
    const std::string name(stage_name(s));
    auto tab = page.add("TABS");
    tab.set("HREF", "/referrals?stage=" + name).set("LABEL", w("referrals.stage." + name));
    tab.show(s == stage ? "HERE" : "ELSEWHERE");
  }
  if (shown.overdue > 0) page.set("OVERDUE", w.count("referrals.list.overdue", shown.overdue)).show("HAS_OVERDUE");
  page.set("WHO_LABEL", w(inbox ? "referrals.list.from" : "referrals.list.person"));
  const bool some = !shown.listed.rows.empty();
  if (some) {
    auto table = page.add("TABLE");
    for (std::size_t i = 0; i < shown.listed.rows.size(); ++i) {
      const Record& row = shown.listed.rows[i];
      auto values = table.add("ROWS");
      // A closed referral is gone for its receiver: its number stays as a word, without a door behind it.
      values.show(!inbox || package_is_open(row.state) ? "OPEN" : "SHUT");
      put_row(values, w, row, shown.who[i], context.office.today());
    }
  } else {
    page.add("EMPTY").set(
        "WORDS", w(std::string("referrals.empty.") + (inbox ? "inbox_" : "outbox_") + std::string(stage_name(stage))));
  }
  const std::string base = "/referrals?stage=" + std::string(stage_name(stage));
  const auto& next = shown.listed.next;
  page.pager("PAGER", context.request.query("after").empty() ? "" : base,
             next ? base + "&after=" + next->due.iso() + "." + next->id.text() : "", "");
  return context.show(page);
}

}  // namespace gishe::referrals::pages
