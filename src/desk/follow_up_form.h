#pragma once
#include "desk/follow_up.h"
#include "platform/web/web.h"

/// The four questions as a form: the officer's page and the public one have them alike.
namespace gishe::desk {

FollowUpAnswers typed_follow_up(const web::Request& request);
void fill_follow_up(page::Values& form, const words::Words& words, const FollowUpAnswers& typed,
                    const Refusals& refusals);

}  // namespace gishe::desk
