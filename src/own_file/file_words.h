#pragma once
#include <string>
#include <utility>
#include <vector>

#include "own_file/own_view.h"

/// An own file in the reader's words, for the page and for the copy she takes along.
namespace gishe::own_file {

/// What is kept: label and value; other people's names are not among them.
std::vector<std::pair<std::string, std::string>> kept_words(db::Session& session, const words::Words& words,
                                                            const OwnFile& file);
struct OpeningWords {
  std::string when, done, who;
};
std::vector<OpeningWords> opened_words(db::Session& session, const words::Words& words, const OwnFile& file);

}  // namespace gishe::own_file
