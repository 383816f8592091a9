#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "inquiries/inquiry.h"
#include "platform/access/access.h"
#include "platform/db/db.h"
#include "platform/visitors/receipt.h"

/// Every statement on inquiries, their messages, who is there for a conversation, and what is in an officer's hand.
namespace gishe::inquiries {

void insert_inquiry(db::Tx& tx, const Inquiry& inquiry, const std::optional<std::string>& secret_hash);
/// Writes what changes of it (state, officer, counters, outcome, due, keep) where its version still is the row's, and
/// counts that up in `inquiry`; false: changed meanwhile.
bool update_inquiry(db::Tx& tx, Inquiry& inquiry);
bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
std::optional<Inquiry> find_inquiry(db::Session& session, const access::Scope& scope, const InquiryId& id);

/// For the public page, whose key is the secret: no scope.
std::optional<visitors::Kept<Inquiry>> find_inquiry_by_number(db::Session& session,
                                                              const MunicipalityCode& municipality,
                                                              std::string_view number);

void add_message(db::Tx& tx, const Inquiry& inquiry, const Message& message);
std::vector<Message> list_messages(db::Session& session, const Inquiry& inquiry);

enum class Pile { waiting, mine, answered };  // mine: taken by the scope's account and not ended
/// Waiting: due first. The others: newest first.
std::vector<Inquiry> list_inquiries(db::Session& session, const access::Scope& scope, Pile pile, int limit);
Waiting count_waiting_in(db::Session& session, const access::Scope& scope, int limit);

/// Gone on before `on`: kept long enough. At most `limit`.
std::vector<Inquiry> list_over(db::Session& session, Day on, int limit);
void erase_inquiry(db::Tx& tx, const Inquiry& inquiry);
/// Conversations whose last word was the desk's, before `since`. One that waits for the desk stays, like a question.
std::vector<Inquiry> list_quiet_conversations(db::Session& session, Instant since, int limit);

void set_presence(db::Tx& tx, const MunicipalityCode& municipality, const AccountId& account, Instant until);
void end_presence(db::Tx& tx, const MunicipalityCode& municipality, const AccountId& account);
/// Until when this account is there; nullopt: it is not, now.
std::optional<Instant> find_presence(db::Session& session, const MunicipalityCode& municipality,
                                     const AccountId& account, Instant now);
/// Municipalities where somebody is there now.
std::vector<MunicipalityCode> list_present(db::Session& session, Instant now);

void put_in_hand(db::Tx& tx, const Inquiry& inquiry, const AccountId& account);
/// Out of everybody's hand.
void put_down(db::Tx& tx, const Inquiry& inquiry);
std::optional<Inquiry> find_held_by(db::Session& session, const access::Scope& scope);

}  // namespace gishe::inquiries
