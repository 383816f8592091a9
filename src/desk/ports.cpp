#include "desk/desk.h"

// What the desk asks of capabilities on its own floor; set once by app/wiring, before the first request.
namespace gishe::desk {
namespace {

std::vector<DayLineOf> day_lines;
WrittenPort written;

}  // namespace

void show_on_the_day(std::vector<DayLineOf> lines) { day_lines = std::move(lines); }

std::vector<DayLine> list_day_lines(db::Session& session, const Actor& actor, const words::Words& words) {
  std::vector<DayLine> list;
  for (const DayLineOf of : day_lines) {
    if (auto line = of(session, actor, words)) list.push_back(std::move(*line));
  }
  return list;
}

void take_written_words_with(WrittenPort port) { written = port; }

const WrittenPort& written_port() { return written; }

}  // namespace gishe::desk
