#pragma once
#include "platform/office/office.h"
#include "platform/web/web.h"

/// Two files of one person become one, and two again.
namespace gishe::merging {

inline constexpr RefusalCode keep_the_guarded{"merging.keep_the_guarded", 409};  // the kept file has the higher level
inline constexpr RefusalCode keep_the_numbered{"merging.keep_the_numbered", 409};
inline constexpr RefusalCode tied{"merging.tied", 409};  // one speaks for the other: they are two people
inline constexpr RefusalCode both_open{"merging.both_open",
                                       409};  // something that only one file may have, open in both
inline constexpr RefusalCode too_late{"merging.too_late", 409};
inline constexpr RefusalCode merged_on{"merging.merged_on", 409};  // the kept file has been merged into a third

web::Routes routes();  // /people/{id}/merge …, /merges …

}  // namespace gishe::merging
