#include "platform/office/act.h"

#include <fmt/format.h>

#include <stdexcept>

namespace gishe {

std::string content_digest(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) joined += fmt::format("{}:{}", part.size(), part);
  return secrets::digest(joined);
}

Result<Done> once_done(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                       std::string_view act_name, std::initializer_list<std::string_view> content,
                       const std::function<Result<Done>()>& act) {
  const auto answer =
      jobs::once(tx, office.clock, actor, once_key, act_name, content_digest(content), [&]() -> Result<std::string> {
        const auto done = act();
        if (!done) return done.refusals();
        return std::string("done");
      });
  if (!answer) return answer.refusals();
  return Done{};
}

Day due_by_rule(db::Session& session, std::string_view code, const MunicipalityCode& municipality, Day from) {
  const auto rule = jobs::find_rule(session, code, municipality, from);
  if (!rule) throw std::logic_error(fmt::format("no deadline rule {}", code));
  return from.plus_days(rule->days);
}

}  // namespace gishe
