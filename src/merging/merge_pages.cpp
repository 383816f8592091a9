#include "base/text.h"
#include "merging/handlers.h"
#include "merging/merge_acts.h"
#include "staff/staff.h"
#include "territory/territory.h"

// Finding the second file, both beside each other, what was merged.
namespace gishe::merging {
namespace {

using access::Action;
using page::Values;

constexpr int merges_shown = 50;

void fill_person(Values row, db::Session& session, const web::Context& c, const people::Person& p) {
  const auto place = territory::find_settlement(session, p.settlement);
  row.set("OTHER", p.id.text()).set("NAME", p.full_name()).set("NUMBER", p.identifier_masked);
  row.set("BORN", p.born_on ? c.words.day(*p.born_on) : std::string());
  row.set("PLACE", place ? place->full_name(c.words.language()) : std::string());
  row.show_if(!p.identifier_masked.empty(), "NUMBERED").show_if(place.has_value(), "PLACED");
}

people::NewPerson described(const people::Person& p) {
  people::NewPerson n;
  n.given_name = p.given_name;
  n.middle_name = p.middle_name;
  n.family_name = p.family_name;
  n.sex = p.sex;
  n.born_on = p.born_on ? p.born_on->iso() : "";
  n.identifier_kind = "none";
  n.settlement = p.settlement.text;
  return n;
}

web::Response candidates(web::Context& c, const PersonId& id, const Refusals& no) {
  auto p = c.page("merging/candidates.html");
  p.title(c.words("merging.title")).set("ID", id.text()).error_summary("ERRORS", no);
  Refusals refused;
  c.office.db.read([&](db::Session& session) {
    const auto allowed = people::allowed_person(session, c.actor, Action::merge_people, id);
    if (!allowed) {
      refused = allowed.refusals();
      return;
    }
    p.set("PERSON", allowed->person.full_name());
    const auto scope = access::scope(c.actor, Action::merge_people);
    bool any = false;
    for (const auto& alike : people::list_alike(session, c.office, scope, described(allowed->person))) {
      if (alike.person.id == id) continue;
      any = true;
      fill_person(p.add("ALIKE"), session, c, alike.person);
    }
    p.show_if(!any, "NONE");
  });
  if (!refused.empty()) return c.refuse(refused);
  Values::Input number{"number", c.words("merging.number")};
  number.hint = c.words("merging.number_hint");
  number.width = "half";
  p.input("FIELD", number, no);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

/// The words of one choice as a person reads them.
std::string in_words(db::Session& session, const web::Context& c, const people::Person& p, std::string_view choice) {
  if (choice == "name") return p.full_name();
  if (choice == "sex") return c.words("people.sex." + p.sex);
  if (choice == "born") return p.born_on ? c.words.day(*p.born_on) : std::string();
  if (choice == "phone") return p.phone;
  if (choice == "email") return p.email;
  if (choice == "contact_rule") return p.contact_rule;
  const auto place = territory::find_settlement(session, p.settlement);
  const std::string town = place ? place->full_name(c.words.language()) : std::string();
  return town + (town.empty() || p.address.empty() ? "" : ", ") + p.address;
}

void fill_choice(page::Page& p, db::Session& session, const web::Context& c, const Compared& both,
                 const std::string& choice) {
  const auto kept = in_words(session, c, both.kept, choice), gone = in_words(session, c, both.gone, choice);
  if (kept == gone) {
    if (kept.empty()) return;
    auto row = p.add("SAME");
    row.set("LABEL", c.words("merging.choice." + choice)).set("VALUE", kept);
    return;
  }
  const auto typed = c.request.form(choice);
  const bool take_gone = typed.empty() ? kept.empty() : typed == "gone";
  const auto none = c.words("merging.empty");
  p.add("CHOICES").radios("FIELD", {choice, c.words("merging.choice." + choice)},
                          {{"kept", kept.empty() ? none : kept, c.words("merging.of_kept"), !take_gone},
                           {"gone", gone.empty() ? none : gone, c.words("merging.of_gone"), take_gone}});
}

web::Response compared(web::Context& c, const PersonId& kept, const PersonId& gone, const Refusals& no) {
  const auto both = compare(c.office, c.actor, kept, gone);
  if (!both) {
    const auto& why = both.refusals().front();
    if (!why.is(keep_the_guarded) && !why.is(keep_the_numbered)) return c.refuse(both.refusals());
    return c.go("/people/" + gone.text() + "/merge/" + kept.text(), "merging.turned");
  }
  auto p = c.page("merging/compare.html");
  p.title(c.words("merging.title")).set("ID", kept.text()).set("OTHER", gone.text()).error_summary("ERRORS", no);
  p.set("KEPT", both->kept.full_name()).set("GONE", both->gone.full_name());
  p.set("KEPT_NUMBER", both->kept.identifier_masked).set("GONE_NUMBER", both->gone.identifier_masked);
  p.set("KEPT_VERSION", both->kept.version).set("GONE_VERSION", both->gone.version);
  p.show_if(!both->gone.identifier_masked.empty() && both->kept.identifier_masked != both->gone.identifier_masked,
            "TWO_NUMBERS");
  c.office.db.read([&](db::Session& session) {
    for (const auto& choice : choices()) fill_choice(p, session, c, *both, choice);
  });
  Values::Input reason{"reason", c.words("merging.reason"), std::string(c.request.form("reason"))};
  reason.hint = c.words("merging.reason_hint");
  p.area("REASON", reason, no, 2);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

void fill_merge(Values row, db::Session& session, const web::Context& c, const Merge& m) {
  row.set("MERGE", m.id.text()).set("WHEN", c.words.moment(m.at)).set("BY", staff::account_name(session, m.by));
  row.set("REASON", m.reason).set("UNTIL", c.words.day(m.undo_until));
  const bool open = !m.undone_at && m.undo_until >= c.office.today();
  row.badge("STATE", m.undone_at ? Values::Tone::info : Values::Tone::go,
            c.words(m.undone_at ? "merging.state.undone"
                    : open      ? "merging.state.merged"
                                : "merging.state.settled"));
}

web::Response merge_page(web::Context& c, const MergeId& id, const Refusals& no) {
  const auto scope = access::scope(c.actor, Action::merge_people);
  const auto m = c.office.db.read([&](db::Session& session) { return store::find_merge(session, scope, id); });
  if (!m) return c.refuse(Refusal(not_found));
  auto p = c.page("merging/merge.html");
  p.title(c.words("merging.one")).set("KEPT", m->kept.text()).error_summary("ERRORS", no);
  c.office.db.read([&](db::Session& session) { fill_merge(p, session, c, *m); });
  p.show_if(!m->undone_at, "MERGED");
  if (!m->undo_reason.empty()) p.add("UNDONE").set("WORDS", m->undo_reason);
  if (!m->undone_at && m->undo_until >= c.office.today()) {
    Values::Input reason{"reason", c.words("merging.undo_reason"), std::string(c.request.form("reason"))};
    p.add("UNDO").area("REASON", reason, no, 2);
  }
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_candidates(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  return id ? candidates(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response look_for_other(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const std::string typed(c.request.form("number"));
  if (typed.empty()) return candidates(c, *id, {Refusal(required, "number")});
  const auto scope = access::scope(c.actor, Action::merge_people);
  const auto other =
      c.office.db.read([&](db::Session& session) { return people::find_numbered(session, c.office, scope, typed); });
  if (!other || other->id == *id) return candidates(c, *id, {Refusal(not_found, "number")});
  return c.go("/people/" + id->text() + "/merge/" + other->id.text());
}

web::Response show_compared(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  const auto other = c.request.id<PersonId>("other");
  return id && other ? compared(c, *id, *other, {}) : c.refuse(Refusal(not_found));
}

web::Response post_merge(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  const auto other = c.request.id<PersonId>("other");
  if (!id || !other) return c.refuse(Refusal(not_found));
  Wish wish{*id,
            *other,
            {},
            std::string(c.request.form("reason")),
            text::whole_number(c.request.form("kept_version")).value_or(-1),
            text::whole_number(c.request.form("gone_version")).value_or(-1)};
  for (const auto& choice : choices()) {
    if (const auto side = c.request.form(choice); !side.empty()) wish.take[choice] = std::string(side);
  }
  const auto done = merge(c.office, c.actor, wish, c.once_key());
  if (done) return c.go("/people/" + id->text(), "merging.was_merged");
  return done.refusals().front().field.empty() ? c.refuse(done.refusals()) : compared(c, *id, *other, done.refusals());
}

web::Response show_merges(web::Context& c) {
  const auto scope = access::scope(c.actor, Action::merge_people);
  auto p = c.page("merging/merges.html");
  p.title(c.words("merging.list"));
  c.office.db.read([&](db::Session& session) {
    const auto list = store::list_merges(session, scope, merges_shown);
    for (const auto& m : list) fill_merge(p.add("MERGES"), session, c, m);
    p.show_if(list.empty(), "NONE");
  });
  return c.show(p);
}

web::Response show_merge(web::Context& c) {
  const auto id = c.request.id<MergeId>("id");
  return id ? merge_page(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response post_undo(web::Context& c) {
  const auto id = c.request.id<MergeId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto done = undo(c.office, c.actor, *id, c.request.form("reason"), c.once_key());
  if (done) return c.go("/merges/" + id->text(), "merging.was_undone");
  return done.refusals().front().field.empty() ? c.refuse(done.refusals()) : merge_page(c, *id, done.refusals());
}

}  // namespace gishe::merging
