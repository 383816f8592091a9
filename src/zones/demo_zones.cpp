#include <stdexcept>

#include "platform/words/words.h"
#include "zones/plan_acts.h"
#include "zones/zones.h"

// The demo's plan of five municipalities.
namespace gishe::zones {

void load_demo(Office& office, const Actor& planner) {
  const NewPlan plan{words::Words(words::Language::bg)("zones.demo_name"),
                     2027,
                     2029,
                     "bg",
                     {{"PAZ21"}, {"PAZ06"}, {"PAZ32"}, {"PAZ39"}}};
  const auto opened = open_plan(office, planner, plan, "");
  if (!opened) throw std::runtime_error(std::string("demo plan: ") + opened.refusals().front().code->name);
}

}  // namespace gishe::zones
