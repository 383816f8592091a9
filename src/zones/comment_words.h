#pragma once
#include <map>

#include "platform/page/page.h"
#include "zones/comment.h"
#include "zones/plan.h"

/// A comment and its answer: the same for the office and for anybody.
namespace gishe::zones {

std::string when_open(const words::Words& w, const Plan& plan);
void put_comment(page::Values& part, const words::Words& w, const Comment& comment,
                 const std::map<ZoneMeasureId, std::string>& measures);
void put_answer(page::Values& part, const words::Words& w, const Comment& comment);

}  // namespace gishe::zones
