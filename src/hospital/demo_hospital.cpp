#include <stdexcept>

#include "base/csv.h"
#include "base/split.h"
#include "base/text.h"
#include "hospital/link.h"
#include "hospital/send.h"
#include "platform/embedded/embedded.h"

namespace gishe::hospital {
namespace {

Told told_in(csv::Reader& row, Day today) {
  Told t;
  t.given_name = row.get("given_name");
  t.middle_name = row.get("middle_name");
  t.family_name = row.get("family_name");
  t.born_on = row.get("born_on");
  t.address = row.get("address");
  t.phone = row.get("phone");
  t.contact_rule = row.get("contact_rule");
  t.needs = text::split(row.get("needs"), '|');
  t.words = row.get("words");
  const auto days = text::whole_number(row.get("leaves_in_days")).value_or(1);
  t.leaves_on = today.plus_days(static_cast<int>(days)).iso();
  t.urgency = row.get("urgency");
  t.legal_ground = row.get("legal_ground");
  t.consent_how = row.get("consent_how");
  t.name = row.get("name");
  t.post = row.get("post");
  return t;
}

std::string new_token(Office& office, const Actor& officer, const OrganisationId& house) {
  const auto made = make_link(office, officer, house, "");
  if (!made) throw std::runtime_error(std::string("demo invitation: ") + made.refusals().front().code->name);
  return made->address.substr(made->address.rfind('/') + 1);
}

}  // namespace

void load_demo(Office& office, const Actor& officer, const OrganisationId& house) {
  const auto text = embedded::find("demo/hospital.csv");
  if (!text) throw std::runtime_error("demo/hospital.csv is not in this binary");
  csv::Reader row(*text);
  while (row.next()) {
    const auto sent = send_by_link(office, new_token(office, officer, house), told_in(row, office.today()), "", "demo");
    if (!sent) throw std::runtime_error(std::string("demo discharge: ") + sent.refusals().front().code->name);
  }
  new_token(office, officer, house);  // one that waits to be used
}

}  // namespace gishe::hospital
