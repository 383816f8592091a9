#include <fmt/format.h>

#include "app/commands.h"

namespace gishe::app {

int verify_ledger(const Where& where) {
  db::Database::Options options;
  options.migrate = false;
  options.readers = 1;
  const auto house = open_house(where, options);
  const ledger::Verdict verdict = house->database->read([&](db::Session& session) {
    return ledger::verify(session, house->vault,
                          [](std::int64_t rows) { show_progress(fmt::format("{} rows", rows)); });
  });
  show_progress("");
  if (!verdict.good) {
    fmt::print("NOT GOOD: {}\n", verdict.first_fault);
    return refused;
  }
  fmt::print("good: rows {}, checkpoints {}\n", verdict.rows, verdict.checkpoints);
  for (const auto& head : verdict.heads)
    fmt::print("lane {}, last line {}, hash {}\n", head.lane, head.seq, head.hash_hex);
  return done;
}

int checkpoint_ledger(const Where& where) {
  const auto house = open_house(where);
  const std::string text = house->database->write(
      [&](db::Tx& tx) { return ledger::sign_checkpoint(tx, house->vault, house->office.clock); });
  fmt::print("{}\n", text);
  return done;
}

}  // namespace gishe::app
