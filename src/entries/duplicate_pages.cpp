#include "base/text.h"
#include "entries/handlers.h"
#include "entries/merge.h"

// Two that may be the same, side by side: merged into one, or kept apart for good.
namespace gishe::entries {
namespace {

using Choice = page::Values::Choice;

/// What a page needs of a pair; names stand for organisations too.
struct Side {
  Uuid id;
  std::string name, hint;
  std::optional<directory::Service> service;
};
struct Both {
  EntryPair pair;
  Side one, other;
  std::optional<EntryMerge> merge;
};

Side side_of(db::Session& s, const EntryPair& pair, const Uuid& id) {
  Side side{id, id.text(), "", std::nullopt};
  if (pair.kind == "service") {
    side.service = directory::find_service(s, {id});
    if (side.service) side.name = side.service->name, side.hint = side.service->organisation_name;
  } else if (const auto house = directory::find_organisation(s, {id})) {
    side.name = house->name;
    side.hint = text::join({house->eik, house->phone, house->email}, " ");
  }
  return side;
}

std::optional<Both> find_both(const web::Context& c) {
  const auto id = c.request.id<EntryPairId>("id");
  if (!id) return std::nullopt;
  return c.office.db.read([&](db::Session& s) -> std::optional<Both> {
    const auto pair = find_pair(s, c.actor.post.municipality, *id);
    if (!pair) return std::nullopt;
    return Both{*pair, side_of(s, *pair, pair->one), side_of(s, *pair, pair->other),
                find_merge(s, pair->municipality, pair->id)};
  });
}

std::string why_words(const words::Words& w, const std::string& why) {
  std::vector<std::string> reasons;
  for (const auto& code : split_codes(why)) reasons.push_back(w("entries.alike." + code));
  return text::join(reasons, ", ");
}

/// Fields that differ: one choice each. The place belongs to the entry that is kept.
void put_choices(page::Values& open, const web::Context& c, const Both& both) {
  const auto& w = c.words;
  if (!both.one.service || !both.other.service) return;
  c.office.db.read([&](db::Session& s) {
    for (const EntryField& field : entry_fields()) {
      const auto a = field_text(*both.one.service, field.name), b = field_text(*both.other.service, field.name);
      if (a == b || field.of_place) continue;
      const auto said = [&](const std::string& text) {
        const auto words = value_words(s, w, field, text);
        return words.empty() ? w("entries.nothing") : words;
      };
      const std::string name(field.name);
      open.add("ROWS").radios("FIELD", {"take_" + name, w("entries.field." + name)},
                              {{both.one.id.text(), said(a), {}, a.size() >= b.size()},
                               {both.other.id.text(), said(b), {}, a.size() < b.size()}});
    }
  });
}

web::Response draw(web::Context& c, const Both& both, const Refusals& refusals) {
  const auto& w = c.words;
  auto p = c.page("entries/pair.html");
  p.title(w("entries.pair.title")).set("ID", both.pair.id.text()).set("WHY", why_words(w, both.pair.why));
  p.error_summary("ERRORS", refusals);
  p.show_if(both.pair.state == "different", "DIFFERENT");
  if (both.pair.state == "merged" && both.merge) {
    const auto& kept = both.merge->kept == both.one.id ? both.one : both.other;
    p.add("MERGED").set("KEPT", kept.id.text()).set("KEPT_NAME", kept.name);
  }
  if (both.pair.state == "open") {
    auto open = p.add("OPEN");
    open.set("VERSION", both.pair.version);
    open.radios(
        "KEEP", {"keep", w("entries.pair.keep")},
        {{both.one.id.text(), both.one.name, both.one.hint}, {both.other.id.text(), both.other.name, both.other.hint}},
        refusals);
    put_choices(open, c, both);
  }
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

}  // namespace

web::Response post_duplicate_search(web::Context& c) {
  find_duplicates(c.office, c.actor.post.municipality);
  return c.go("/editor", "entries.pair.searched");
}

web::Response show_pair(web::Context& c) {
  const auto both = find_both(c);
  if (!both) return c.refuse(not_found);
  return draw(c, *both, {});
}

web::Response post_merge(web::Context& c) {
  const auto both = find_both(c);
  Merging merging;
  if (both) merging.pair = both->pair.id;
  merging.version = text::whole_number(c.request.form("version")).value_or(0);
  const std::string keep(c.request.form("keep"));
  merging.keep = Uuid::parse(keep).value_or(Uuid{});
  for (const EntryField& field : entry_fields()) {
    const auto from = c.request.form("take_" + std::string(field.name));
    if (!from.empty() && from != keep) merging.take.insert(std::string(field.name));
  }
  const auto done = merge_pair(c.office, c.actor, merging, c.once_key());
  if (done) return c.go("/editor/duplicates/" + merging.pair.text(), "entries.pair.done");
  if (both && !done.refusals().front().field.empty()) return draw(c, *both, done.refusals());
  return c.refuse(done.refusals());
}

web::Response post_apart(web::Context& c) {
  const auto id = c.request.id<EntryPairId>("id").value_or(EntryPairId{});
  const auto version = text::whole_number(c.request.form("version")).value_or(0);
  const auto done = keep_apart(c.office, c.actor, id, version, c.once_key());
  return done ? c.go("/editor", "entries.pair.kept_apart") : c.refuse(done.refusals());
}

web::Response post_undo(web::Context& c) {
  const auto id = c.request.id<EntryPairId>("id").value_or(EntryPairId{});
  const auto done = undo_merge(c.office, c.actor, id, c.once_key());
  return done ? c.go("/editor/duplicates/" + id.text(), "entries.pair.undone") : c.refuse(done.refusals());
}

}  // namespace gishe::entries
