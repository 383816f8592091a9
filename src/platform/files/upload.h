#pragma once
#include <string>
#include <string_view>

#include "base/refusal.h"

/// What somebody sends is judged by its bytes; its name and the type its sender claims decide nothing. Pure.
namespace gishe::files {

inline constexpr RefusalCode empty_file{"files.empty", 422};
inline constexpr RefusalCode too_large{"files.too_large", 413};            // with {max}: MiB
inline constexpr RefusalCode kind_not_taken{"files.kind_not_taken", 415};  // neither PDF, JPEG, PNG nor WebP
inline constexpr RefusalCode broken_file{"files.broken", 422};             // begins well and ends nowhere
inline constexpr RefusalCode active_content{"files.active_content", 422};  // a PDF that wants to do something

/// "application/pdf", "image/jpeg", "image/png", "image/webp" from the first bytes; empty: nothing we take.
std::string_view media_type_of(std::string_view bytes);
/// pdf, jpg, png, webp; "bin" for anything else.
std::string_view extension_of(std::string_view media_type);

/// The media type of a paper we take, or why not: none or more than bytes_max bytes, another kind, a file cut off, a
/// PDF whose open parts name JavaScript, Launch, an embedded file or a rich medium. What hides in a PDF's packed parts
/// is not unpacked here; therefore nothing from outside is ever delivered but as an attachment in a sandbox
/// (web/download.h).
Result<std::string> check_upload(std::string_view bytes, std::string_view field);

/// A name to show and to save under: the last component, without control signs, without signs that turn the direction
/// of writing, without those that file systems refuse; at most 100 letters, its ending as the bytes say
/// ("x.exe" with the bytes of a PDF becomes "x.exe.pdf"). Never empty.
std::string tidy_name(std::string_view sent, std::string_view media_type);

}  // namespace gishe::files
