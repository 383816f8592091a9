#include <stdexcept>

#include "agreements/agreement_acts.h"

// The demo's request that waits for an answer; what is signed comes from demo/quota_agreements.csv.
namespace gishe::agreements {

void load_demo(Office& office, const Actor& asker) {
  NewAgreement asked;
  asked.to = {"PAZ32"};
  asked.service_type = "skills_training";
  asked.terms = {4, 950, office.today().plus_days(20), office.today().plus_days(20 + 365),
                 words::Words(words::Language::bg)("agreements.demo_terms")};
  const auto id = ask_to_agree(office, asker, asked, "");
  if (!id) throw std::runtime_error(std::string("demo agreement: ") + id.refusals().front().code->name);
}

}  // namespace gishe::agreements
