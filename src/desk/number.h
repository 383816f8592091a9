#pragma once
#include "desk/desk.h"
#include "platform/visitors/receipt.h"

namespace gishe::desk {

/// Numbers and secrets of applications; those sent on-line keep theirs when an officer takes them.
inline constexpr visitors::Kind receipt_kind{{}, "application_secret", wrong_number_or_secret, too_many_tries};

/// A number that no application of this municipality bears, nor one that was sent on-line.
visitors::Receipt draw_receipt(db::Tx& tx, const Office& office, const MunicipalityCode& municipality);
/// What pressing twice shows again.
Taken taken_from(const visitors::Given& given);

}  // namespace gishe::desk
