#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/web/web.h"

/// How codes, days and forms read on this folder's pages. No page here has a name in its title.
namespace gishe::protection {

/// A page whose title says nothing of what it holds.
page::Page neutral_page(const web::Context& c, std::string_view template_name);

std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view prefix,
                                             std::span<const std::string_view> codes, std::string_view chosen);
/// due, due soon, due late: the class of a deadline.
std::string_view due_class(Day due, Day today);
/// What was typed into a field, cut where no form of ours is longer.
std::string typed(const web::Context& c, std::string_view field);
std::int64_t version_of(const web::Context& c);
int status_of(const Refusals& refusals);
/// Refusals that belong to fields are shown beside them; others are a page of their own.
bool for_the_form(const Refusals& refusals);
page::Values::Input input_of(const web::Context& c, const char* name, const char* label, const std::string& value,
                             bool optional = true, const char* hint = "");

}  // namespace gishe::protection
