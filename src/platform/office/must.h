#pragma once
#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "base/refusal.h"

namespace gishe {

/// For the demo, whose input is our own: what an act refuses there is a bug, told with its place and the refusal's
/// name.
template <class T>
T must(Result<T> result, std::string_view what = {}, std::source_location at = std::source_location::current()) {
  if (!result) {
    throw std::runtime_error(std::string(at.file_name()) + ":" + std::to_string(at.line()) + ": " + std::string(what) +
                             (what.empty() ? "" : ": ") + result.refusals().front().code->name);
  }
  return std::move(*result);
}

}  // namespace gishe
