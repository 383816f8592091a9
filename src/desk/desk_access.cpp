#include "desk/desk_access.h"

#include "people/people.h"

namespace gishe::desk {

Result<Opened> open_file(db::Session& session, const Actor& actor, access::Action action, const ApplicationId& id,
                         std::optional<std::int64_t> version) {
  const auto found = find_application(session, access::scope(actor, action), id);
  if (!found) return access::function_may(actor, action) ? not_found : not_your_function;
  auto facts = people::facts_of(session, actor, found->person);
  if (!facts) return not_found;
  if (found->opened_by == actor.account) facts->relations |= access::on_team;
  const auto decision = access::decide(actor, action, *facts);
  if (!decision.allowed) return *decision.no;
  if (version && *version != found->version) return changed_meanwhile;
  return Opened{load_file(session, *found), decision.rule};
}

Result<Done> move_line(db::Tx& tx, const Office& office, const AccountId& by, File& file, Line& line, LineStep step,
                       std::string_view reason) {
  const auto to = after(line.state, step);
  if (!to) return not_from_this_state;
  LineEvent event{line.id,    office.now(), std::nullopt, std::string(line_step_name(step)),
                  line.state, *to,          line.service, std::string(reason)};
  if (!by.is_nil()) event.account = by;
  line.state = *to;
  if (step == LineStep::return_to_choice) {
    line.service = std::nullopt;
    line.route.clear();
    line.routed_on = std::nullopt;
  }
  insert_event(tx, file.application, event);
  update_line(tx, file.application.municipality, line);
  return Done{};
}

Result<Done> keep_state(db::Tx& tx, File& file) {
  std::vector<LineState> states;
  for (const Line& l : file.lines) states.push_back(l.state);
  const ApplicationState state = derive(states);
  if (!update_application_state(tx, file.application, state)) return changed_meanwhile;
  file.application.state = state;
  ++file.application.version;
  return Done{};
}

ledger::Line line_about(const Application& application, std::string_view action, std::string_view rule,
                        std::string_view reason) {
  return {std::string(action),
          application.municipality,
          "application",
          application.id.value,
          std::string(rule),
          std::string(reason),
          {}};
}

void note_application(db::Tx& tx, const Office& office, const Actor& actor, const Application& application,
                      std::string_view action, std::string_view rule, std::string_view reason) {
  office.note(tx, actor, line_about(application, action, rule, reason));
}

}  // namespace gishe::desk
