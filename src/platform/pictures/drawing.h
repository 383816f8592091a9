#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/pictures/pictures.h"

namespace gishe::pictures {

/// What may come of it; also the exit codes of the workshop.
enum class Outcome { good = 0, foreign = 10, huge = 11, torn = 12, hard = 13, shut = 14 };
Refusal refusal_of(Outcome outcome, std::string_view field);

/// Opens libvips with the three readers we allow. False: it is not on this machine.
bool open_vips();
Outcome draw(std::string_view bytes, Purpose purpose, Made& made);

/// Renditions as bytes, and back; nullopt when they are not exactly what we asked for.
std::string packed(const Made& made);
std::optional<Made> unpacked(std::string_view bytes, Purpose purpose);

}  // namespace gishe::pictures
