#include "base/text.h"
#include "news/handlers.h"
#include "news/item_acts.h"
#include "news/item_form.h"
#include "news/item_store.h"
#include "news/item_view.h"
#include "news/picture_store.h"
#include "staff/staff.h"

namespace gishe::news {
namespace {

using Tone = page::Values::Tone;

Tone tone_of(State state) {
  return state == State::published ? Tone::go : state == State::draft ? Tone::wait : Tone::plain;
}

void put_state(page::Values& row, const words::Words& w, State state) {
  row.badge("STATE", tone_of(state), w("news.state." + std::string(state_name(state))));
}

bool belongs_to_a_field(const Refusals& refusals) { return !refusals.front().field.empty(); }

/// What a new item has not: its state and what may be done with it, its pictures, what happened so far.
void put_existing(page::Page& p, web::Context& c, const Item& item) {
  const auto& w = c.words;
  std::size_t pictures = 0;
  std::vector<page::Values::Step> steps;
  c.office.db.read([&](db::Session& s) {
    pictures = list_pictures(s, item.municipality, item.id).size();
    for (const auto& step : list_steps(s, item.municipality, item.id)) {
      steps.push_back(
          {w.moment(step.at), w("news.step." + step.verb), staff::account_name(s, step.by), "", tone_of(step.to)});
    }
  });
  p.set("ID", item.id.text());
  p.set("PICTURES", w.count("news.pictures_count", static_cast<std::int64_t>(pictures)));
  put_state(p, w, item.state);
  p.show_if(item.open(), "PUBLIC").set("HREF", href_of(item));
  for (const auto verb : {Verb::publish, Verb::unpublish, Verb::archive, Verb::restore}) {
    if (!state_after(item.state, verb, item.published_at.has_value())) continue;
    auto row = p.add("VERBS");
    row.set("VERB", verb_name(verb)).set("WORDS", w("news.verb." + std::string(verb_name(verb))));
    row.show_if(verb == Verb::publish, "MAIN").show_if(verb != Verb::publish, "OTHER");
  }
  p.show_if(!steps.empty(), "HISTORY").timeline("STEPS", steps);
}

web::Response show_form(web::Context& c, const Item* item, const Typed& typed, std::string_view version,
                        const Refusals& refusals) {
  const auto& w = c.words;
  auto p = c.page("news/edit.html");
  p.title(w(item ? "news.form.change_title" : "news.form.new_title"));
  p.set("HEADING", item ? item->content.in(words::Language::bg).title : w("news.form.new_title"));
  p.set("LANG", item ? "bg" : words::code(w.language()));
  p.set("ACTION", item ? "/newsroom/" + item->id.text() : "/newsroom").set("VERSION", version);
  p.error_summary("ERRORS", refusals);
  put_form(p, typed, refusals, w);
  const auto open = [&](const char* section, const char* field) {
    const auto found = typed.find(std::string_view(field));
    p.show_if(found != typed.end() && !found->second.empty(), section);
  };
  open("OPEN_IT", "title_it");
  open("OPEN_EN", "title_en");
  p.show_if(item != nullptr, "EXISTS").show_if(item == nullptr, "NEW");
  if (item) put_existing(p, c, *item);
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

std::optional<Item> find_own_item(web::Context& c) {
  const auto id = c.request.id<ItemId>("id");
  if (!id) return std::nullopt;
  auto own = c.office.db.read([&](db::Session& s) { return find_own(s, c.actor, access::Action::write_news, *id); });
  if (!own) return std::nullopt;
  return std::move(own->item);
}

}  // namespace

web::Response show_newsroom(web::Context& c) {
  const auto& w = c.words;
  const auto items = c.office.db.read([&](db::Session& s) { return list_own_items(s, c.actor.post.municipality); });
  auto p = c.page("news/newsroom.html");
  p.title(w("news.room.title"));
  p.show_if(!items.empty(), "LIST").show_if(items.empty(), "EMPTY");
  for (const auto& item : items) {
    auto row = p.add("ROWS");
    row.set("ID", item.id.text()).set("TITLE", item.content.in(words::Language::bg).title);
    row.set("DATED_ON", w.day(item.content.dated_on)).set("CHANGED_AT", w.moment(item.changed_at));
    std::vector<std::string> languages;
    for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
      if (item.content.in(language).there())
        languages.push_back(w("news.language." + std::string(words::code(language))));
    }
    row.set("LANGUAGES", text::join(languages, ", "));
    put_state(row, w, item.state);
  }
  return c.show(p);
}

web::Response show_new(web::Context& c) {
  Typed typed;
  typed["dated_on"] = c.office.today().iso();
  return show_form(c, nullptr, typed, "", {});
}

web::Response show_own(web::Context& c) {
  const auto item = find_own_item(c);
  if (!item) return c.refuse(not_found);
  return show_form(c, &*item, typed_from(item->content), std::to_string(item->version), {});
}

web::Response show_preview(web::Context& c) {
  const auto item = find_own_item(c);
  if (!item) return c.refuse(not_found);
  const auto gallery = c.office.db.read([&](db::Session& s) { return list_pictures(s, item->municipality, item->id); });
  return c.show(item_page(c, *item, gallery, true));
}

web::Response post_new(web::Context& c) {
  const Typed typed = typed_from(c.request);
  const auto content = content_from(typed, c.office.today());
  if (!content) return show_form(c, nullptr, typed, "", content.refusals());
  const auto made = write_item(c.office, c.actor, *content, c.once_key());
  if (made) return c.go("/newsroom/" + made->text(), "news.saved");
  if (!belongs_to_a_field(made.refusals())) return c.refuse(made.refusals());
  return show_form(c, nullptr, typed, "", made.refusals());
}

web::Response post_change(web::Context& c) {
  const auto item = find_own_item(c);
  if (!item) return c.refuse(not_found);
  const Typed typed = typed_from(c.request);
  const std::string version(c.request.form("version"));
  const auto content = content_from(typed, c.office.today());
  if (!content) return show_form(c, &*item, typed, version, content.refusals());
  const auto done =
      change_item(c.office, c.actor, item->id, text::whole_number(version).value_or(-1), *content, c.once_key());
  if (done) return c.go("/newsroom/" + item->id.text(), "news.saved");
  // What was typed stays, also where a colleague was faster: the words say so above it.
  return show_form(c, &*item, typed, version, done.refusals());
}

web::Response post_state(web::Context& c) {
  const auto item = find_own_item(c);
  const auto verb = verb_from(c.request.form("verb"));
  if (!item) return c.refuse(not_found);
  if (!verb) return c.refuse(Refusal(not_in_list, "verb"));
  const auto done = move_item(c.office, c.actor, item->id, text::whole_number(c.request.form("version")).value_or(-1),
                              *verb, c.once_key());
  if (done) return c.go("/newsroom/" + item->id.text(), "news.done." + std::string(verb_name(*verb)));
  return show_form(c, &*item, typed_from(item->content), std::to_string(item->version), done.refusals());
}

}  // namespace gishe::news
