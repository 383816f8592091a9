#pragma once
#include "desk/online_draft.h"
#include "platform/web/web.h"

/// The fields of the on-line application's pages: shown, taken from a request, and read back at the end.
namespace gishe::desk {

/// "Стъпка 2 от 7"
std::string step_words(const words::Words& w, const Told& told, std::string_view step);
/// The page's question; some are asked otherwise where somebody writes for another.
std::string question_of(const words::Words& w, const Told& told, std::string_view step);
/// Takes this page's fields and no others.
void take_step(Told& told, const web::Request& request, std::string_view step);
/// One turn of FIELDS for each.
void fill_step(page::Page& page, const words::Words& w, db::Session& session, const Draft& draft, std::string_view step,
               const Refusals& no);

/// Everything told, by page: label and value, without what was left empty. For her own check and for the officer.
struct ToldRow {
  std::string label, value;
};
std::vector<ToldRow> told_rows(const words::Words& w, db::Session& session, const Told& told, std::string_view step);

web::Response check_page(web::Context& c, const Refusals& no);

}  // namespace gishe::desk
