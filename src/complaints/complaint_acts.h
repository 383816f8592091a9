#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "complaints/complaint_store.h"
#include "people/people.h"

/// The verbs on a complaint: by anybody who makes one, and by those who handle it.
namespace gishe::complaints {

struct Made {
  std::string number, secret;
  Day due_on;
};
/// By anybody (make_complaint); signed in, it was taken at the desk for a visitor. Every colleague it names is barred
/// from it at once. Refuses no_desk_there, too_many_from_here and the fields.
Result<Made> make_complaint(Office& office, const Actor& actor, const NewComplaint& typed, std::string_view remote,
                            std::string_view once_key);
struct Key {
  std::string number, secret, remote;
};
/// Number and secret; wrong tries are counted.
Result<Complaint> follow_complaint(Office& office, const Key& key);
/// Once, until its day.
Result<Done> reopen_complaint(Office& office, const Key& key, std::string_view reason, std::string_view once_key);

struct Opened {
  Complaint complaint;
  std::vector<store::Event> events;
  std::vector<people::Colleague> handlers;    // who may have it: not barred
  std::vector<people::Colleague> colleagues;  // who may be the one it is about
};
/// Leaves a ledger line. Access of all from here: handle_complaint, and never for who is barred from it.
Result<Opened> open_complaint(Office& office, const Actor& actor, const ComplaintId& id);

struct HandlerStep {
  ComplaintId id;
  std::int64_t version = 0;
  std::string email = {};   // assign: the handler; bar: the colleague it is about
  std::string answer = {};  // answer: the letter's words
};
Result<Done> assign_complaint(Office& office, const Actor& actor, const HandlerStep& step, std::string_view once_key);
/// It is about this colleague: from now on it does not exist for her; if she had it, nobody has it.
Result<Done> bar_colleague(Office& office, const Actor& actor, const HandlerStep& step, std::string_view once_key);
/// By the one who has it. Who left an e-mail is told that there is an answer.
Result<Done> answer_complaint(Office& office, const Actor& actor, const HandlerStep& step, std::string_view once_key);

}  // namespace gishe::complaints
