#pragma once
#include <boost/json.hpp>
#include <string>

#include "open_data/hsds_shape.h"
#include "open_data/import_report.h"

namespace gishe::open_data {

namespace json = boost::json;

/// Makes the plain fields of a row what HSDS says they are: numbers numbers, links http(s), days days. A field that is
/// not goes and is reported. False: the row cannot be taken at all. Fields nobody knows stay; text that a spreadsheet
/// would run as a formula does not.
/// `found_id`: a row that is no root and has no fit id gets this one (nullptr: it is refused).
bool check_row(const hsds::Table& table, json::object& row, const Place& at, ImportReport& report,
               const std::string* found_id = nullptr);

}  // namespace gishe::open_data
