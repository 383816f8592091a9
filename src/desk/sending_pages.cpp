#include <algorithm>

#include "desk/desk_access.h"
#include "desk/desk_handlers.h"
#include "desk/said.h"
#include "desk/sending.h"
#include "people/people.h"

// The review before anything leaves the house: what goes to whom, on which ground.
namespace gishe::desk {
namespace {

struct Review {
  File file;
  std::vector<ReadyLine> ready;
  std::vector<std::pair<std::string, std::string>> package;  // field → value as it would go
};

Result<Review> load(web::Context& c, const ApplicationId& id) {
  return c.office.open(c.actor, [&](db::Session& session, ledger::Line& line) -> Result<Review> {
    const auto opened = open_file(session, c.actor, access::Action::change_application, id);
    if (!opened) return opened.refusals();
    const Application& a = opened->file.application;
    // The values of the person's file are on this page.
    line = line_about(a, "application.package_reviewed", opened->rule);
    Review review{opened->file, list_ready(session, opened->file), {}};
    const auto scope = access::scope(c.actor, access::Action::open_person);
    review.package = people::package_values(session, scope, a.person, people::package_fields());
    return review;
  });
}

Sending typed_form(const web::Context& c, const ApplicationId& id) {
  Sending s;
  s.application = id;
  s.version = version_of(c).value_or(0);
  for (std::string_view field : c.request.form_all("package_fields")) s.package_fields.emplace_back(field);
  s.legal_ground = c.request.form("legal_ground");
  s.consent_how = c.request.form("consent_how");
  for (const auto& [name, value] : c.request.form_values) {
    constexpr std::string_view prefix = "reason-";
    if (!std::string_view(name).starts_with(prefix) || s.reasons.size() >= lines_max) continue;
    if (const auto line = ApplicationLineId::parse(std::string_view(name).substr(prefix.size()))) {
      s.reasons.emplace_back(*line, value);
    }
  }
  return s;
}

/// A value of the package as people say it: the package itself keeps codes and ISO days.
std::string value_words(const words::Words& w, const std::string& field, const std::string& value) {
  if (value.empty()) return w("common.none");
  if (field == "sex") return w("referrals.sex." + value);
  const auto day = field == "born_on" ? Day::from_iso(value) : std::nullopt;
  return day ? w.day(*day) : value;
}

bool by_referral(const ReadyLine& r) { return r.line.route != "state" && r.service.accepts_referrals; }

void fill_line(page::Values row, const words::Words& w, const Review& review, const ReadyLine& r, const Sending& s,
               const Refusals& refusals) {
  row.set("NEED", w("need." + r.line.need))
      .set("SERVICE_NAME", r.service.name)
      .set("ORGANISATION", r.service.organisation_name);
  row.set("HOW", w(by_referral(r) ? "desk.sending.by_referral" : "desk.sending.by_letter"));
  if (!by_referral(r)) return;
  std::string reason = review.file.application.own_words;
  for (const auto& [line, typed] : s.reasons) {
    if (line == r.line.id) reason = typed;
  }
  page::Values::Input input{"reason-" + r.line.id.text(), w("desk.sending.reason"), reason,
                            w("desk.sending.reason_hint")};
  input.max_length = static_cast<int>(reason_max);
  row.show("BY_REFERRAL").area("REASON", input, refusals, 3);
}

void fill_ground(page::Page& page, const words::Words& w, const Review& review, const Sending& s,
                 const Refusals& refusals) {
  std::vector<page::Values::Choice> fields;
  for (const auto& [field, value] : review.package) {
    const bool chosen = std::find(s.package_fields.begin(), s.package_fields.end(), field) != s.package_fields.end();
    fields.push_back({field, w("referrals.field." + field), value_words(w, field, value), chosen});
  }
  page.show("ANY_REFERRAL");
  page.checkboxes("FIELDS", {"package_fields", w("desk.sending.fields"), {}, w("desk.sending.fields_hint")}, fields,
                  refusals);
  page.radios("GROUND", {"legal_ground", w("desk.sending.which_ground")},
              choices_of(w, "legal_ground.", grounds, s.legal_ground), refusals);
  page.radios("CONSENT", {"consent_how", w("desk.sending.consent"), {}, w("desk.sending.consent_hint")},
              choices_of(w, "referral.consent.", consent_forms, s.consent_how), refusals);
}

web::Response review_page(web::Context& c, const Sending& s, const Refusals& refusals) {
  const auto review = load(c, s.application);
  if (!review) return c.refuse(review.refusals());
  if (review->ready.empty()) return web::Response::see_other("/desk/applications/" + s.application.text());
  const words::Words& w = c.words;
  auto page = c.page("desk/sending.html");
  page.title(w("desk.sending.title") + ' ' + review->file.application.number);
  page.set("APPLICATION", s.application.text()).set("NUMBER", review->file.application.number);
  page.set("VERSION", review->file.application.version).error_summary("ERRORS", refusals);
  const auto count = static_cast<std::int64_t>(review->ready.size());
  page.set("SENTENCE", w.count("desk.sending.count", count)).set("SEND_WORDS", w.count("desk.sending.send", count));
  for (const ReadyLine& r : review->ready) fill_line(page.add("LINES"), w, *review, r, s, refusals);
  if (std::any_of(review->ready.begin(), review->ready.end(), by_referral)) fill_ground(page, w, *review, s, refusals);
  if (const auto missing = review->file.papers_missing(); !missing.empty()) {
    page.show("PAPERS_MISSING")
        .set("PAPERS_WORDS", w.count("desk.sending.papers_missing", static_cast<std::int64_t>(missing.size())));
  }
  return c.show(page, refusals.empty() ? 200 : refusals.front().code->http_status);
}

}  // namespace

web::Response show_sending(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  if (!id) return c.refuse(not_found);
  Sending first;
  first.application = *id;
  first.package_fields = {"name", "phone", "settlement"};  // the smallest set that lets a provider call back
  return review_page(c, first, {});
}

web::Response send_from_page(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  if (!id) return c.refuse(not_found);
  const Sending sending = typed_form(c, *id);
  const auto sent = send_lines(c.office, c.actor, sending, c.once_key("sending"));
  if (!sent) {
    const Refusal& first = sent.refusals().front();
    return first.field.empty() ? c.refuse(first) : review_page(c, sending, sent.refusals());
  }
  return c.go("/desk/applications/" + id->text(), "desk.notice.sent");
}

}  // namespace gishe::desk
