#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/words/words.h"

/// Templates before ctemplate sees them: found, checked, and put into a language.
namespace gishe::page {

/// Template name → its text.
using Sources = std::map<std::string, std::string, std::less<>>;

Sources embedded_sources();
/// The same from SOURCE/src on disk.
Sources disk_sources(const std::string& source_folder);
/// Changes whenever a template on disk is added, removed or written.
std::string disk_fingerprint(const std::string& source_folder);

/// What is wrong with a template, each as "name:line: what". Sections must nest, and no modifier may weaken the
/// escaping.
std::vector<std::string> faults_in(std::string_view name, std::string_view text);

/// The text ready for ctemplate: escaping by context switched on, and [[…]] filled in: words (escaped), [[icon:NAME]],
/// [[asset:NAME]], [[include:TEMPLATE]], [[language]]. What cannot be filled is added to `faults` and left as ⟦…⟧.
std::string in_language(const Sources& sources, std::string_view name, const words::Words& words,
                        std::vector<std::string>& faults);

}  // namespace gishe::page
