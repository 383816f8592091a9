#include "inquiries/contact.h"

#include "base/text.h"
#include "inquiries/inquiries.h"

namespace gishe::inquiries {

Refusals why_not_count(const NewContact& contact, Day today) {
  Refusals no;
  if (contact.on > today) no.emplace_back(day_in_future, "on");
  if (contact.on < today.plus_days(-days_back_max)) no.emplace_back(day_too_old, "on");
  if (!text::one_of(contact_channels, contact.channel)) no.emplace_back(not_in_list, "channel");
  if (contact.topics.empty()) no.emplace_back(required, "topic");
  if (contact.topics.size() > topics_max) {
    no.push_back(Refusal(too_many_topics, "topics", {{"max", std::to_string(topics_max)}}));
  }
  if (!contact.target_group.empty() && !text::one_of(target_groups, contact.target_group)) {
    no.emplace_back(not_in_list, "target_group");
  }
  if (contact.services.size() > services_named_max) {
    no.push_back(Refusal(too_many_services, "services", {{"max", std::to_string(services_named_max)}}));
  }
  if (!text::one_of(contact_outcomes, contact.outcome)) no.emplace_back(not_in_list, "outcome");
  return no;
}

bool may_correct(const Contact& contact, const AccountId& account, Day today) {
  return !contact.withdrawn && contact.counted_by == account && local_time(contact.counted_at).day == today;
}

}  // namespace gishe::inquiries
