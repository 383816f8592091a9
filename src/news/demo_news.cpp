#include <fmt/format.h>

#include <stdexcept>

#include "base/text.h"
#include "news/item_acts.h"
#include "news/news.h"
#include "platform/embedded/embedded.h"

// demo/news/*.txt: "field: value" lines, then a section for each language whose body follows an empty line.
namespace gishe::news {
namespace {

struct DemoItem {
  Content content;
  bool draft = false;
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

DemoItem read_demo(std::string_view file, Day today) {
  DemoItem item;
  Text* text = nullptr;
  bool in_body = false;
  while (!file.empty()) {
    const std::string_view line = next_line(file);
    if (line.size() == 4 && line.front() == '[') {
      text = &item.content.in(words::from_code(line.substr(1, 2)).value());
      in_body = false;
    } else if (text && in_body) {
      text->body.append(line).append("\n");
    } else if (line.empty()) {
      in_body = text != nullptr;
    } else if (const auto [name, value] = field_of(line); text) {
      set_of_text(*text, name, value);
    } else {
      set_of_item(item, name, value, today);
    }
  }
  for (Text& t : item.content.texts) t.body = text::tidy(t.body, text::Lines::many);
  return item;
}

template <class T>
T must(Result<T> made, std::string_view name) {
  if (!made) throw std::runtime_error(fmt::format("{}: {}", name, made.refusals().front().code->name));
  return std::move(*made);
}

}  // namespace

void load_demo(Office& office, const Actor& manager) {
  for (const std::string_view name : embedded::list("demo/news/")) {
    const DemoItem item = read_demo(*embedded::find(name), office.today());
    const ItemId id = must(write_item(office, manager, item.content, ""), name);
    if (!item.draft) must(move_item(office, manager, id, 1, Verb::publish, ""), name);
  }
}

}  // namespace gishe::news
