#include "platform/page/page.h"

namespace gishe::page {
namespace {

using Tone = Values::Tone;

void fill_head_and_lists(Page& page, const words::Words& w) {
  page.badge("STATE", Tone::wait, w("style.waiting"));
  page.badge("WAITING", Tone::wait, w("style.waiting")).badge("ACCEPTED", Tone::go, w("style.accepted"));
  page.badge("DECLINED", Tone::stop, w("style.declined")).badge("DRAFT", Tone::plain, w("style.draft"));
  page.badge("TOLD", Tone::info, w("style.told")).phone("PHONE", "+359 3518 20 20");
  const struct {
    std::string_view service, place;
    int free, minutes;
    Tone tone;
    std::string_view state;
  } rows[] = {{"style.service_day", "style.place_a", 3, 34, Tone::go, "style.accepted"},
              {"style.service_home", "style.place_b", 0, 70, Tone::wait, "style.waiting"}};
  for (const auto& row : rows) {
    Values line = page.add("ROWS");
    line.set("SERVICE", w(row.service)).set("PLACE", w(row.place)).set("FREE", w.number(row.free));
    line.set("MINUTES", w.minutes(row.minutes)).badge("ROW_STATE", row.tone, w(row.state));
  }
  page.pager("PAGER", "", "after=2", "1–2 / 41");
  page.timeline(
      "STORY",
      {{w.day(*Day::of(2026, 11, 20)), w("style.happened_asked"), w("style.who_other"), w("style.note"), Tone::wait},
       {w.day(*Day::of(2026, 11, 18)), w("style.happened_sent"), w("style.who_desk"), "", Tone::info},
       {w.day(*Day::of(2026, 11, 17)), w("style.happened_taken"), w("style.who_desk"), "", Tone::go}});
}

void fill_form(Page& page, const words::Words& w) {
  const Refusals refusals = {Refusal(required, "name"), Refusal(not_a_date, "birth"), Refusal(changed_meanwhile)};
  page.error_summary("ERRORS", refusals);
  page.input("FIELD_NAME", {.name = "name", .label = w("style.field_name"), .autocomplete = "name"}, refusals);
  page.input(
      "FIELD_BIRTH",
      {.name = "birth", .label = w("style.field_birth"), .value = "31.02.1950", .type = "date", .width = "short"},
      refusals);
  page.input("FIELD_PHONE", {.name = "phone",
                             .label = w("style.field_phone"),
                             .hint = w("style.field_phone_hint"),
                             .type = "tel",
                             .optional = true,
                             .autocomplete = "tel",
                             .width = "half"});
  page.select("FIELD_PLACE", {.name = "place", .label = w("style.place"), .width = "half"},
              {{"1", w("style.place_a"), ""}, {"2", w("style.place_b"), ""}});
  page.radios(
      "FIELD_URGENCY", {.name = "urgency", .label = w("style.field_urgency")},
      {{"today", w("style.urgent_today"), w("style.urgent_today_hint")}, {"week", w("style.urgent_week"), "", true}});
  page.checkboxes("FIELD_PAPERS", {.name = "papers", .label = w("style.field_papers"), .optional = true},
                  {{"id", w("style.paper_id"), "", true}, {"income", w("style.paper_income"), ""}});
  page.area("FIELD_NEED",
            {.name = "need", .label = w("style.field_need"), .hint = w("style.field_need_hint"), .max_length = 2000});
  page.input("FIELD_SEARCH", {.name = "q", .label = w("common.search"), .type = "search", .width = "half"});
}

}  // namespace

Page style_page(const Surroundings& surroundings) {
  Page page("style.html", Frame::staff, surroundings);
  page.title(page.words()("style.title"));
  fill_head_and_lists(page, page.words());
  fill_form(page, page.words());
  return page;
}

}  // namespace gishe::page
