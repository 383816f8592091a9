#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/office/office.h"

/// What is said of people stands sealed in the database; here it is checked, sealed and opened.
namespace gishe::protection {

/// Several texts under one seal. `kind` and `id` tie it to its row.
std::string seal_words(const Office& office, std::string_view kind, const Uuid& id,
                       const std::vector<std::string>& texts);
/// As many as were sealed, at least `count` (empty ones behind). Empty texts when the seal does not fit.
std::vector<std::string> unseal_words(const Office& office, std::string_view kind, const Uuid& id,
                                      std::string_view sealed, std::size_t count);

enum class Must { say, may };
/// Plain text of many lines, not too long; tidied in place.
void check_words(Refusals& no, const char* field, std::string& words, Must must, std::size_t length_max);

}  // namespace gishe::protection
