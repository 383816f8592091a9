#include "open_data/term_acts.h"

#include "base/text.h"
#include "open_data/bg_social.h"
#include "open_data/document.h"
#include "open_data/entry_fields.h"
#include "open_data/hsds_shape.h"
#include "open_data/open_data.h"
#include "open_data/refusals.h"

namespace gishe::open_data {
namespace {

constexpr int entries_at_once = 100, entries_a_turn = 500;

bool is_ours(db::Session& session, const Meaning& m) {
  if (m.scheme.empty()) return m.code.empty();
  if (m.scheme == bg_social::need) return directory::find_need(session, m.code).has_value();
  if (m.scheme == bg_social::service_type) return text::one_of(directory::service_types, m.code);
  return m.scheme == bg_social::target_group && text::one_of(directory::target_groups, m.code);
}

/// An imported entry says what its document and the meanings now say, where no person has said otherwise.
void follow(db::Tx& tx, const ServiceId& id, const Meanings& meanings, const std::vector<directory::Need>& needs,
            Instant at) {
  auto entry = directory::find_entry(tx, id);
  const auto body = entry && entry->source == "hsds" ? find_body(tx, hsds::services, id.value) : std::nullopt;
  const auto document = body ? parse_object(*body) : std::nullopt;
  if (!document) return;
  auto said = service_said(*document).service;
  const auto before = find_given(tx, id).value_or(given_by(said, needs));
  const bool used = use_meanings(said, *document, meanings);
  auto after = given_by(said, needs);
  if (give_again(entry->service, before, after)) {
    entry->service.modified_at = at;
    entry->quiet = true;  // the document says what it said
    directory::store_service(tx, *entry);
  }
  if (used)
    store_given(tx, id, after);
  else
    drop_given(tx, id);
}

/// The next entries of a term; false: that was all.
bool follow_some(db::Tx& tx, Waiting waiting, int limit, Instant at) {
  const auto meanings = list_meanings(tx);
  const auto needs = directory::list_needs(tx);
  const auto ids = list_entries_with(tx, waiting, limit);
  for (const auto& id : ids) follow(tx, ServiceId{id}, meanings, needs, at);
  if (!ids.empty()) waiting.done_to = ids.back();
  const bool more = static_cast<int>(ids.size()) == limit;
  store_waiting(tx, waiting, more);
  return more;
}

std::string in_words(const std::optional<Meaning>& m) {
  if (!m) return {};
  return m->scheme.empty() ? std::string("nothing") : m->scheme + ":" + m->code;
}

Result<std::string> keep_in(db::Tx& tx, Office& office, const Actor& actor, const Uuid& term,
                            const std::optional<Meaning>& old, const Meaning& now) {
  const auto decision = access::decide(actor, access::Action::keep_search_words, {});
  if (!decision.allowed) return *decision.no;
  if (!is_foreign_term(tx, term)) return not_found;
  if (!is_ours(tx, now)) return Refusal(not_in_list, "meaning");
  if (find_meaning(tx, term) != old) return changed_meanwhile;
  if (old == now) return std::string("same");
  store_meaning(tx, term, now, office.now());
  follow_some(tx, {term, Uuid{}}, entries_at_once, office.now());
  office.note(tx, actor,
              {"taxonomy_term.meaning_kept",
               actor.post.municipality,
               "taxonomy_term",
               term,
               decision.rule,
               "",
               {{"meaning", in_words(old), in_words(now)}}});
  return std::string("done");
}

}  // namespace

Result<Done> keep_meaning(Office& office, const Actor& actor, const Uuid& term, const std::optional<Meaning>& old,
                          const Meaning& now, std::string_view once_key) {
  const std::string content = term.text() + "\n" + in_words(old) + "\n" + in_words(now);
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto done = jobs::once(tx, office.clock, actor, once_key, "keep_meaning", content,
                                 [&] { return keep_in(tx, office, actor, term, old, now); });
    if (!done) return done.refusals();
    return Done{};
  });
}

void apply_meanings(Office& office) {
  while (const auto waiting = office.db.read([](db::Session& s) { return find_waiting(s); })) {
    // Asked again inside: the meaning may have changed in between, and then all begins anew.
    office.db.write([&](db::Tx& tx) {
      if (const auto now = find_waiting(tx)) follow_some(tx, *now, entries_a_turn, office.now());
    });
  }
}

}  // namespace gishe::open_data
