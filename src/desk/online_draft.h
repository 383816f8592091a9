#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/desk.h"
#include "desk/online.h"
#include "desk/online_store.h"

/// A draft of somebody who is not signed in: opened by a token that only her browser has, sealed, and gone after a day
/// (the job forget_drafts) or when she clears it. It is nobody's record yet and leaves no ledger line; sending it does.
namespace gishe::desk {

struct Draft {
  MunicipalityCode municipality;
  ApplicationId id;
  Told told;
};
/// A new one; gives back what the cookie holds: municipality, a dot, the token. Refuses no_desk, too_many_today.
Result<std::string> start_draft(Office& office, const MunicipalityCode& municipality,
                                const std::optional<ServiceId>& service, std::string_view remote);
/// Nullopt: none, over, cleared or sent.
std::optional<Draft> find_draft(Office& office, std::string_view cookie);
/// `change` alters what was told, or refuses. Needs and settlement are compared with the registers. no_draft.
Result<Draft> change_draft(Office& office, std::string_view cookie, std::string_view step,
                           const std::function<void(Told&)>& change);
/// Everything of it, files too.
void drop_draft(Office& office, std::string_view cookie);

/// What may be sent for these needs or this service: paper codes, those most often asked for first, and other_paper.
std::vector<std::string> papers_asked(db::Session& session, const MunicipalityCode& municipality, const Told& told);

/// Keeps what can be kept of the files she chose; refusals on the fields of the others.
Refusals attach_to_draft(Office& office, const Draft& draft, const std::vector<web::Upload>& uploads,
                         std::string_view once_key);

/// Sends it: it becomes an on-line application with a number and a secret. The same cookie gives the same answer again,
/// so that pressing twice makes one. Refuses no_draft, not_declared, too_many_today, and what a page still lacks.
Result<Taken> send_draft(Office& office, std::string_view cookie, bool declared);

}  // namespace gishe::desk
