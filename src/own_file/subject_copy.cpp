#include "own_file/subject_copy.h"

#include <boost/json.hpp>

#include "own_file/subject_copy_acts.h"
#include "platform/paper/paper.h"

// The finished copy: what is blackened is replaced before anything is written, so no byte of it leaves.
namespace gishe::own_file {
namespace json = boost::json;

const std::vector<std::string>& copy_grounds() {
  static const std::vector<std::string> grounds{"third_party", "protection", "other_law"};
  return grounds;
}

CopyLine more_lines(std::string section, const words::Words& w) { return {std::move(section), w("own.copy.more"), {}}; }

std::string finished_words(const ReviewedLine& line, const words::Words& w) {
  if (line.choice == "all") return blackened_all(w("own.copy.ground." + line.ground));
  if (line.choice == "parts") return blackened_parts(line.line.words, line.parts, w("own.copy.ground." + line.ground));
  return line.line.words;
}

std::string copy_as_paper(const OpenedCopy& opened, const words::Words& w, Day day) {
  paper::Head head;
  head.municipality = w.with("letter.municipality", {{"name", opened.municipality}});
  head.number = opened.request.number;
  head.day = w.day(day);
  paper::Letter letter(w.language(), head);
  letter.title(w("own.copy.title")).lead(w("own.copy.paper_lead"));
  std::string section;
  std::vector<std::vector<std::string>> rows;
  const auto close = [&] {
    if (!rows.empty()) letter.table({w("own.copy.what"), w("own.copy.words")}, rows);
    rows.clear();
  };
  for (const auto& line : opened.lines) {
    if (line.line.section != section) {
      close();
      section = line.line.section;
      letter.heading(w("own.copy.section." + section));
    }
    rows.push_back({line.line.what, finished_words(line, w)});
  }
  close();
  letter.small(w("own.copy.paper_small"));
  return letter.pdf();
}

std::string copy_as_json(const OpenedCopy& opened, const words::Words& w) {
  json::array lines;
  for (const auto& line : opened.lines) {
    json::object one{{"section", w("own.copy.section." + line.line.section)},
                     {"what", line.line.what},
                     {"words", finished_words(line, w)}};
    if (!line.ground.empty() && line.choice != "open") one["blackened"] = line.ground;
    lines.push_back(std::move(one));
  }
  return json::serialize(json::object{{"municipality", opened.request.municipality.text},
                                      {"request", opened.request.number},
                                      {"lines", std::move(lines)}});
}

}  // namespace gishe::own_file
