#pragma once
#include <boost/json.hpp>
#include <functional>

#include "directory/directory.h"

/// Our columns and an HSDS document of the same thing: read from it, and written back into it. What a document says
/// beyond our columns is never touched.
namespace gishe::open_data {

namespace json = boost::json;

/// What a document says in the terms of our columns. Text is made fit to be shown; nothing is refused here.
directory::NewOrganisation organisation_said(const json::object& document);
/// `is_known`: whether there is a settlement of that code; the code of none is not taken.
using KnowsSettlement = std::function<bool(const Ekatte&)>;
directory::NewLocation location_said(const KnowsSettlement& is_known, const json::object& document);
directory::NewService service_said(const json::object& document);

/// Changes of the document only those members whose meaning differs from the columns; makes them where there are none.
void put_organisation(json::object& document, const directory::NewOrganisation& organisation);
/// A place that is not public becomes a virtual one, with nothing of the document before.
void put_location(db::Session& session, json::object& document, const directory::NewLocation& location);
/// `restricted`: of a place that is not public; areas and changes told of go.
void put_service(db::Session& session, json::object& document, const directory::NewService& entry);

/// A virtual place without anything that says where it is.
json::object hidden_place(const json::object& document, std::string_view visibility);
/// Takes out of a service what would betray where its hidden place lies or who came there when: of free places only the
/// state stays.
void hide_where(json::object& document, const directory::Service& service);

/// Text fit to be kept: control characters become blanks, too long is cut at a whole letter.
std::string fit(std::string text, std::size_t bytes_max = 4000);
std::string one_line(std::string text, std::size_t bytes_max = 400);
std::string_view hsds_status(std::string_view state);

}  // namespace gishe::open_data
