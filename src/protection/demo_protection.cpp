#include <stdexcept>

#include "base/csv.h"
#include "platform/embedded/embedded.h"
#include "protection/crisis_acts.h"
#include "protection/signal_acts.h"

// The demo's receivers, one signal and one contact, through the real acts. Invented; nobody is named.
namespace gishe::protection {
namespace {

csv::Reader open_demo(std::string_view name) {
  const auto text = embedded::find(name);
  if (!text) throw std::runtime_error(std::string(name) + " is not in this binary");
  return csv::Reader(*text);
}

template <class T>
const T& must(const Result<T>& result) {
  if (!result) throw std::runtime_error(std::string("demo protection: ") + result.refusals().front().code->name);
  return const_cast<Result<T>&>(result).operator*();
}

void add_receivers(Office& office) {
  auto reader = open_demo("demo/signal_receivers.csv");
  office.db.write([&](db::Tx& tx) {
    while (reader.next()) {
      store_receiver(tx, {{reader.get("municipality")},
                          reader.get("recipient"),
                          OrganisationId::parse(reader.get("organisation")).value_or(OrganisationId{}),
                          {reader.get("organisation_municipality")},
                          reader.get("name"),
                          reader.get("phone")});
    }
  });
}

}  // namespace

void load_demo(Office& office, const DemoCast& cast) {
  add_receivers(office);
  auto reader = open_demo("demo/protection.csv");
  CrisisContactId contact;
  while (reader.next()) {
    const auto what = reader.get("what");
    if (what == "signal") {
      NewSignal n;
      n.words = {reader.get("first"), reader.get("second"), reader.get("third"), reader.get("fourth"),
                 cast.officer.name};
      n.recipients = {"child_protection"};
      must(send_signal(office, cast.officer, n, ""));
    } else if (what == "contact") {
      NewContact n;
      n.channel = "phone";
      n.contact_rule = reader.get("first");
      n.told = reader.get("second");
      contact = must(take_in(office, cast.worker, n, ""));
    } else if (what == "child") {
      must(add_crisis_child(office, cast.worker, contact,
                            {reader.get("first"), reader.get("second"), "unknown", reader.get("third")}, ""));
    }
  }
}

}  // namespace gishe::protection
