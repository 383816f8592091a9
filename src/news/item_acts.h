#pragma once
#include <string_view>

#include "news/item.h"
#include "platform/access/access.h"
#include "platform/office/office.h"

/// What the centre's manager does: access → rule → store → ledger, in one transaction each.
namespace gishe::news {

/// A new draft of the actor's municipality. Access: write_news.
Result<ItemId> write_item(Office& office, const Actor& actor, const Content& content, std::string_view once_key);
/// Replaces what is written. What is published stays published, so it must stay complete. Access: write_news.
Result<Done> change_item(Office& office, const Actor& actor, const ItemId& id, std::int64_t version,
                         const Content& content, std::string_view once_key);
/// Publishes, takes back, archives or restores. Access: publish_news. Refuses to publish what why_not_publish names.
Result<Done> move_item(Office& office, const Actor& actor, const ItemId& id, std::int64_t version, Verb verb,
                       std::string_view once_key);
/// The item with the rule that lets the actor at it, or why not.
struct Allowed {
  Item item;
  const char* rule;
};
Result<Allowed> find_own(db::Session& session, const Actor& actor, access::Action action, const ItemId& id);

}  // namespace gishe::news
