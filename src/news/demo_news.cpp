#include <fmt/format.h>

#include <stdexcept>

#include "base/text.h"
#include "news/demo_pictures.h"
#include "news/item_acts.h"
#include "news/news.h"
#include "news/picture_acts.h"
#include "platform/embedded/embedded.h"
#include "platform/office/must.h"

// demo/news/*.txt: "field: value" lines, then a section for each language whose body follows an empty line.
namespace gishe::news {
namespace {

struct DemoItem {
  Content content;
  bool draft = false;
  struct Shown {
    int scene = 0;  // of demo_pictures.h
    PictureWords words;
  };
  std::vector<Shown> pictures;
};

std::string_view next_line(std::string_view& rest) {
  const auto end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

/// "name: value"; without a colon the name is empty.
std::pair<std::string_view, std::string> field_of(std::string_view line) {
  const auto colon = line.find(": ");
  if (colon == std::string_view::npos) return {};
  return {line.substr(0, colon), std::string(line.substr(colon + 2))};
}

void set_of_item(DemoItem& item, std::string_view name, const std::string& value, Day today) {
  Content& c = item.content;
  if (name == "dated_on") c.dated_on = Day::from_iso(value).value_or(today);
  if (name == "project") c.project_number = value;
  if (name == "state") item.draft = value == "draft";
  if (name == "picture") item.pictures.push_back({static_cast<int>(text::whole_number(value).value_or(0)), {}});
  if (name != "event") return;
  c.event.from_on = Day::from_iso(value.substr(0, 10)).value();
  if (value.size() > 10) c.event.to_on = Day::from_iso(value.substr(11)).value();
}

void set_of_text(Text& t, std::string_view name, const std::string& value) {
  if (name == "title") t.title = value;
  if (name == "lead") t.lead = value;
  if (name == "place") t.place = value;
  if (name == "organiser") t.organiser = value;
  if (name == "publicity") t.publicity = value;
  if (name == "links") t.links = value;
}

/// "alt" begins the words of the next picture in this language; "caption" belongs to the one before.
void set_of_picture(DemoItem& item, std::size_t language, std::string_view name, const std::string& value) {
  if (name != "alt" && name != "caption") return;
  for (std::size_t i = item.pictures.size(); i-- > 0;) {
    auto& words = item.pictures[i].words;
    const bool begun = !words.alt[language].empty();
    if (name == "caption" && begun) {
      words.caption[language] = value;
      return;
    }
    if (name == "alt" && !begun && (i == 0 || !item.pictures[i - 1].words.alt[language].empty())) {
      words.alt[language] = value;
      return;
    }
  }
}

DemoItem read_demo(std::string_view file, Day today) {
  DemoItem item;
  Text* text = nullptr;
  std::size_t language = 0;
  bool in_body = false;
  while (!file.empty()) {
    const std::string_view line = next_line(file);
    if (line.size() == 4 && line.front() == '[') {
      language = static_cast<std::size_t>(words::from_code(line.substr(1, 2)).value());
      text = &item.content.texts[language];
      in_body = false;
    } else if (text && in_body) {
      text->body.append(line).append("\n");
    } else if (line.empty()) {
      in_body = text != nullptr;
    } else if (const auto [name, value] = field_of(line); text) {
      set_of_text(*text, name, value);
      set_of_picture(item, language, name, value);
    } else {
      set_of_item(item, name, value, today);
    }
  }
  for (Text& t : item.content.texts) t.body = text::tidy(t.body, text::Lines::many);
  return item;
}

}  // namespace

void load_demo(Office& office, const Actor& manager) {
  for (const std::string_view name : embedded::list("demo/news/")) {
    const DemoItem item = read_demo(*embedded::find(name), office.today());
    const ItemId id = must(write_item(office, manager, item.content, ""), name);
    for (const auto& shown : item.pictures) {
      const auto made = must(pictures::draw_anew_here(draw_demo_picture(shown.scene), "picture"), name);
      must(add_picture(office, manager, id, shown.words, made, ""), name);
    }
    if (!item.draft) must(move_item(office, manager, id, 1, Verb::publish, ""), name);
  }
}

}  // namespace gishe::news
