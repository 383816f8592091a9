#pragma once
#include <string_view>

namespace gishe::files {

/// Does this PDF name a thing that acts: script, a program or a form to be sent, a file within? Looks at the names as
/// they stand (ISO 32000-1, 7.3.5) and in object streams packed by zlib, within limits of time and memory. A simple
/// look and no defence: who hides a name behind other filters or a password passes, so papers are only ever saved,
/// never opened here.
bool pdf_wants_to_act(std::string_view pdf);

}  // namespace gishe::files
