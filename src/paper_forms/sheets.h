#pragma once
#include "paper_forms/form.h"
#include "platform/words/words.h"

namespace gishe::paper_forms {

/// All forms as one PDF, each on a page of its own with its serial number; then the list of booked times, if any.
std::string sheets_pdf(const words::Words& words, const Office& office, const std::string& municipality_name,
                       const std::vector<Form>& forms, const std::optional<Day>& times_of,
                       const std::vector<BookedTime>& times);

}  // namespace gishe::paper_forms
