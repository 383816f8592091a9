#include "directory/directory.h"
#include "inquiries/ask.h"
#include "inquiries/inquiries_handlers.h"
#include "inquiries/said.h"

// What a stranger sees of the desk: the question form, the call-back form. What one leaves stands in bodies of POSTs;
// the pages that show a number and its secret are answers to a POST and are kept by nobody.
namespace gishe::inquiries {
namespace {

constexpr std::size_t typed_max = 9000;  // bytes; what is longer is cut before it is looked at

struct Around {
  std::vector<Desk> desks;
  std::optional<directory::Service> service;
  std::vector<page::Values::Choice> topics;
};

Around load_around(web::Context& c, const std::optional<ServiceId>& service, const std::string& topic) {
  return c.office.db.read([&](db::Session& session) {
    Around around{list_desks(session, c.words.language(), c.office.today(), c.office.now()), std::nullopt, {}};
    if (service) around.service = directory::find_service(session, *service);
    if (around.service && !around.service->listed()) around.service.reset();
    around.topics = need_choices(session, c.words, {topic});
    around.topics.insert(around.topics.begin(), {"", c.words("ask.no_topic"), {}, topic.empty()});
    return around;
  });
}

/// The desk of the service's municipality where it has one; a restricted place tells nobody where it lies.
MunicipalityCode desk_for(const Around& around, const NewInquiry& n) {
  if (!n.municipality.empty() || !around.service || around.service->restricted) return n.municipality;
  return around.service->municipality;
}

void fill_around(page::Page& page, const web::Context& c, const Around& around, const NewInquiry& n,
                 const Refusals& refusals) {
  const words::Words& w = c.words;
  page.error_summary("ERRORS", refusals);
  std::vector<page::Values::Choice> desks;
  const MunicipalityCode chosen = desk_for(around, n);
  for (const Desk& d : around.desks) desks.push_back({d.municipality.text, d.name, {}, d.municipality == chosen});
  page::Values::Input field{"municipality", w("ask.municipality")};
  field.hint = w("ask.municipality_hint");
  page.select("MUNICIPALITY", field, desks, refusals);
  page.show_if(!around.desks.empty(), "SOME_DESK").show_if(around.desks.empty(), "NO_DESK");
  if (around.service) {
    page.show("ABOUT").set("SERVICE", around.service->id.text()).set("SERVICE_NAME", around.service->name);
  }
}

web::Response ask_page(web::Context& c, const NewInquiry& n, const Refusals& refusals) {
  const words::Words& w = c.words;
  const Around around = load_around(c, n.service, n.topic);
  auto page = c.page("inquiries/ask.html", page::Frame::open);
  page.title(w("ask.title"));
  fill_around(page, c, around, n, refusals);
  page::Values::Input words{"words", w("ask.words"), n.words, w("ask.words_hint")};
  words.max_length = static_cast<int>(question_max);
  page.area("WORDS", words, refusals, 6);
  page.select("TOPIC", {"topic", w("ask.topic")}, around.topics, refusals);
  page::Values::Input email{"email", w("ask.email"), n.email, w("ask.email_hint")};
  email.type = "email";
  email.optional = true;
  email.autocomplete = "email";
  email.max_length = static_cast<int>(email_max);
  page.input("EMAIL", email, refusals);
  std::string present;
  for (const Desk& d : around.desks) {
    if (d.present) present += (present.empty() ? "" : ", ") + d.name;
  }
  page.set("PRESENT", w.with("ask.present", {{"places", present}})).show_if(!present.empty(), "SOMEBODY");
  return c.show(page, status_of(refusals));
}

web::Response callback_page(web::Context& c, const NewInquiry& n, const Refusals& refusals) {
  const words::Words& w = c.words;
  const Around around = load_around(c, n.service, n.topic);
  auto page = c.page("inquiries/callback.html", page::Frame::open);
  page.title(w("callback.title"));
  fill_around(page, c, around, n, refusals);
  page::Values::Input phone{"phone", w("callback.phone"), n.phone, w("callback.phone_hint")};
  phone.type = "tel";
  phone.autocomplete = "tel";
  phone.max_length = 30;
  phone.width = "half";
  page.input("PHONE", phone, refusals);
  page.radios("CALL_WHEN", {"call_when", w("callback.when")}, choices_of(w, "callback.when.", call_times, n.call_when),
              refusals);
  page::Values::Input about{"words", w("callback.about"), n.words, w("callback.about_hint")};
  about.max_length = static_cast<int>(about_max);
  page.input("WORDS", about, refusals);
  page.checkboxes("DISCREET", {"discreet", w("callback.others")},
                  {{"yes", w("callback.discreet"), w("callback.discreet_hint"), n.discreet}}, refusals);
  return c.show(page, status_of(refusals));
}

NewInquiry typed(const web::Request& r, Kind kind, words::Language language) {
  NewInquiry n;
  n.kind = kind;
  n.municipality = MunicipalityCode::parse(r.form("municipality")).value_or(MunicipalityCode{});
  n.service = ServiceId::parse(r.form("service"));
  n.topic = r.form("topic").substr(0, 80);
  n.words = r.form("words").substr(0, typed_max);
  n.email = r.form("email").substr(0, email_max + 1);
  n.phone = r.form("phone").substr(0, 60);
  n.call_when = kind == Kind::callback ? std::string(r.form("call_when").substr(0, 20)) : std::string();
  n.discreet = r.form("discreet") == "yes";
  n.language = language;
  return n;
}

NewInquiry from_link(const web::Context& c, Kind kind) {
  NewInquiry n;
  n.kind = kind;
  n.service = ServiceId::parse(c.request.query("service"));
  n.municipality = MunicipalityCode::parse(c.request.query("municipality")).value_or(MunicipalityCode{});
  return n;
}

void count_asked(const web::Context& c, const NewInquiry& n) {
  if (n.service) directory::count_seen(c, *n.service, directory::Seen::asked);
}

}  // namespace

web::Response show_ask(web::Context& c) { return ask_page(c, from_link(c, Kind::question), {}); }

web::Response ask_from_page(web::Context& c) {
  const Kind kind = c.request.form("how") == "conversation" ? Kind::conversation : Kind::question;
  const NewInquiry n = typed(c.request, kind, c.words.language());
  if (n.municipality.empty()) return ask_page(c, n, {Refusal(required, "municipality")});
  const auto asked = ask_desk(c.office, n, c.request.remote, c.once_key());
  if (!asked) return ask_page(c, n, asked.refusals());
  count_asked(c, n);
  const words::Words& w = c.words;
  const bool talking = asked->kind == Kind::conversation;
  auto page = c.page("inquiries/asked.html", page::Frame::open);
  page.title(w(talking ? "asked.title_conversation" : "asked.title"));
  page.set("NUMBER", asked->number).set("SECRET", asked->secret);
  page.set("BY", w.with("asked.by", {{"day", w.day_long(asked->due_on)}})).show_if(!talking, "QUESTION");
  page.show_if(talking, "CONVERSATION").show_if(kind == Kind::conversation && !talking, "NOBODY_THERE");
  page.show_if(!n.email.empty(), "BY_MAIL");
  return c.show(page, 201);
}

web::Response show_callback(web::Context& c) {
  NewInquiry n = from_link(c, Kind::callback);
  return callback_page(c, n, {});
}

web::Response callback_from_page(web::Context& c) {
  const NewInquiry n = typed(c.request, Kind::callback, c.words.language());
  if (n.municipality.empty()) return callback_page(c, n, {Refusal(required, "municipality")});
  const auto asked = ask_desk(c.office, n, c.request.remote, c.once_key());
  if (!asked) return callback_page(c, n, asked.refusals());
  count_asked(c, n);
  const words::Words& w = c.words;
  auto page = c.page("inquiries/callback_kept.html", page::Frame::open);
  page.title(w("callback.kept"));
  page.set("BY", w.with("callback.kept_by", {{"day", w.day_long(asked->due_on)}}));
  return c.show(page, 201);
}

}  // namespace gishe::inquiries
