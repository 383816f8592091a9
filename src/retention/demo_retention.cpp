#include <stdexcept>

#include "base/text.h"
#include "people/people.h"
#include "retention/retention.h"

namespace gishe::retention {

void load_demo(Office& office, const Actor& officer) {
  static const struct {
    const char *name, *sex, *born;
  } invented[] = {{"retention.demo_he", "m", "04.02.1931"}, {"retention.demo_she", "f", "19.09.1938"}};
  const words::Words w(words::Language::bg);
  for (const auto& one : invented) {
    people::NewPerson n;
    const auto name = text::words(w(one.name));
    n.given_name = name.front();
    n.family_name = name.back();
    n.sex = one.sex;
    n.born_on = one.born;
    n.identifier_kind = "none";
    n.duplicates_seen = true;
    const auto id = people::register_person(office, officer, n, "");
    if (!id) throw std::runtime_error(std::string("demo retention: ") + id.refusals().front().code->name);
  }
}

}  // namespace gishe::retention
