#pragma once
#include <boost/json.hpp>
#include <string>
#include <string_view>

/// Objects as lines of text.
namespace gishe::open_data {

namespace json = boost::json;

std::string ndjson_rows(const json::array& rows);
/// One line an object with the columns of its HSDS table and whatever other plain fields the objects have.
std::string csv_rows(std::string_view kind, const json::array& rows);
/// One field of RFC 4180.
void put_csv_field(std::string& line, std::string_view field);

}  // namespace gishe::open_data
