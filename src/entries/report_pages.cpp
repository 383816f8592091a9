#include "base/text.h"
#include "entries/entry_report.h"
#include "entries/handlers.h"
#include "entries/reported.h"
#include "territory/territory.h"

// Anybody says what is wrong or missing; the editor takes it in hand.
namespace gishe::entries {
namespace {

page::Frame frame_for(const web::Context& c) { return c.actor.signed_in() ? page::Frame::staff : page::Frame::open; }

page::Values::Input field_of(const web::Context& c, const char* name, const char* label, const char* hint,
                             const std::string& value, bool optional) {
  page::Values::Input input{name, c.words(label), value};
  if (*hint) input.hint = c.words(hint);
  input.optional = optional;
  return input;
}

std::optional<directory::Service> find_listed(const web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return std::nullopt;
  auto service = c.office.db.read([&](db::Session& s) { return directory::find_service(s, *id); });
  if (service && !service->listed()) return std::nullopt;
  return service;
}

web::Response draw_mistake(web::Context& c, const directory::Service& service, const Mistake& typed,
                           const Refusals& refusals) {
  const auto& w = c.words;
  auto p = c.page("entries/report.html", frame_for(c));
  p.title(w("entries.report.title")).set("ID", service.id.text()).set("NAME", service.name);
  p.error_summary("ERRORS", refusals);
  std::vector<page::Values::Choice> kinds;
  for (const auto kind : report_kinds) {
    kinds.push_back({std::string(kind), w("entries.wrong." + std::string(kind)), {}, kind == typed.what});
  }
  p.radios("WHAT", {"what", w("entries.report.what")}, kinds, refusals);
  auto words = field_of(c, "words", "entries.report.words", "entries.report.words_hint", typed.words, true);
  words.max_length = 1000;
  p.area("WORDS", words, refusals, 4);
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

web::Response draw_suggestion(web::Context& c, const Suggestion& typed, const Refusals& refusals) {
  const auto& w = c.words;
  auto p = c.page("entries/suggest.html", frame_for(c));
  p.title(w("entries.suggest.title")).error_summary("ERRORS", refusals);
  std::vector<page::Values::Choice> places{{"", w("common.choose")}};
  for (const auto& m : c.office.db.read([](db::Session& s) { return territory::list_municipalities(s); })) {
    places.push_back({m.code.text, m.name(w.language()), {}, m.code == typed.municipality});
  }
  p.input("NAME", field_of(c, "name", "entries.suggest.name", "", typed.name, false), refusals);
  p.select("MUNICIPALITY", {"municipality", w("entries.suggest.municipality")}, places, refusals);
  p.input("PROVIDER", field_of(c, "provider", "entries.suggest.provider", "", typed.provider, true), refusals);
  p.input("CONTACT",
          field_of(c, "contact", "entries.suggest.contact", "entries.suggest.contact_hint", typed.contact, true),
          refusals);
  auto words = field_of(c, "words", "entries.suggest.words", "entries.report.words_hint", typed.words, true);
  words.max_length = 1000;
  p.area("WORDS", words, refusals, 4);
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

bool belongs_to_a_field(const Refusals& refusals) { return !refusals.front().field.empty(); }

std::optional<EntryReport> find_for_editor(const web::Context& c) {
  const auto id = c.request.id<EntryReportId>("id");
  if (!id) return std::nullopt;
  return c.office.db.read([&](db::Session& s) { return find_report(s, c.actor.post.municipality, *id); });
}

const char* write_words(const EntryReport& report) {
  return !report.service ? "entries.reports.write" : "entries.reports.write_change";
}

web::Response draw_report(web::Context& c, const EntryReport& report, const std::string& typed,
                          const Refusals& refusals) {
  const auto& w = c.words;
  const bool mistake = report.kind == "mistake";
  auto p = c.page("entries/report_for_editor.html");
  const auto service =
      !report.service ? std::nullopt
                      : c.office.db.read([&](db::Session& s) { return directory::find_service(s, *report.service); });
  p.title(w(mistake ? "entries.reports.mistake" : "entries.reports.suggestion"));
  p.set("OVER", w(mistake ? "entries.reports.mistake" : "entries.reports.suggestion"));
  p.set("TITLE", service ? service->name : report.name).set("ID", report.id.text()).set("VERSION", report.version);
  p.set("SENT", w.moment(report.sent_at)).set("DUE", w.relative(report.due_on, c.office.today()));
  using Tone = page::Values::Tone;
  p.badge("STATE",
          report.state == "mended"     ? Tone::go
          : report.state == "declined" ? Tone::stop
                                       : Tone::wait,
          w("entries.reports.state." + report.state));
  p.error_summary("ERRORS", refusals);
  if (mistake) p.add("WHAT").set("WHAT_WORDS", w("entries.wrong." + report.what));
  if (!report.words.empty()) p.add("SAID").set("WORDS_SAID", report.words);
  if (!report.provider.empty()) p.add("PROVIDER").set("PROVIDER_SAID", report.provider);
  if (!report.contact.empty()) p.add("CONTACT").set("CONTACT_SAID", report.contact);
  if (!report.answer.empty()) p.add("ANSWERED").set("ANSWER", report.answer);
  if (service) {
    p.add("ENTRY").set("SERVICE", service->id.text());
  }
  if (report.state == "in_hand") {
    p.add("WRITE").set("ADDRESS", mending_address(report)).set("WRITE_WORDS", w(write_words(report)));
  }
  p.show_if(report.state == "open", "OPEN").show_if(report.state == "in_hand", "IN_HAND");
  if (report.state == "open" || report.state == "in_hand") {
    auto words = field_of(c, "words", "entries.reports.why", "", typed, false);
    words.max_length = 1000;
    p.add("DECLINE").show_if(!refusals.empty(), "OPENED").area("WORDS", words, refusals, 3);
  }
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

web::Response handle(web::Context& c, const char* to, const char* notice) {
  const auto report = find_for_editor(c);
  const Handling handling{report ? report->id : EntryReportId{},
                          text::whole_number(c.request.form("version")).value_or(0), to,
                          text::tidy(c.request.form("words"), text::Lines::many)};
  const auto done = handle_report(c.office, c.actor, handling, c.once_key());
  if (!done) {
    if (report && belongs_to_a_field(done.refusals())) return draw_report(c, *report, handling.words, done.refusals());
    return c.refuse(done.refusals());
  }
  const bool stays = std::string_view(to) == "in_hand";
  return c.go(stays ? "/editor/reports/" + report->id.text() : "/editor", notice);
}

}  // namespace

web::Response show_report_form(web::Context& c) {
  const auto service = find_listed(c);
  if (!service) return c.refuse(not_found);
  return draw_mistake(c, *service, {}, {});
}

web::Response post_report(web::Context& c) {
  const auto service = find_listed(c);
  if (!service) return c.refuse(not_found);
  const Mistake mistake{service->id, std::string(c.request.form("what")),
                        text::tidy(c.request.form("words"), text::Lines::many), c.request.remote};
  const auto done = report_mistake(c.office, c.actor, mistake, c.once_key());
  if (done) return c.go("/services/" + service->id.text(), "entries.report.thanks");
  if (!belongs_to_a_field(done.refusals())) return c.refuse(done.refusals());
  return draw_mistake(c, *service, mistake, done.refusals());
}

web::Response show_suggest_form(web::Context& c) { return draw_suggestion(c, {}, {}); }

web::Response post_suggestion(web::Context& c) {
  const auto said = [&](const char* name) { return text::tidy(c.request.form(name)); };
  const Suggestion suggestion{{said("municipality")},
                              said("name"),
                              said("provider"),
                              said("contact"),
                              text::tidy(c.request.form("words"), text::Lines::many),
                              c.request.remote};
  const auto done = suggest_service(c.office, c.actor, suggestion, c.once_key());
  if (done) return c.go("/services", "entries.suggest.thanks");
  if (!belongs_to_a_field(done.refusals())) return c.refuse(done.refusals());
  return draw_suggestion(c, suggestion, done.refusals());
}

web::Response show_report(web::Context& c) {
  const auto report = find_for_editor(c);
  if (!report) return c.refuse(not_found);
  return draw_report(c, *report, "", {});
}

web::Response post_report_in_hand(web::Context& c) { return handle(c, "in_hand", "entries.reports.taken"); }
web::Response post_report_mended(web::Context& c) { return handle(c, "mended", "entries.reports.mended"); }
web::Response post_report_declined(web::Context& c) { return handle(c, "declined", "entries.reports.declined"); }

}  // namespace gishe::entries
