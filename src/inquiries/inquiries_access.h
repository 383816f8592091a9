#pragma once
#include "platform/office/act.h"

/// What access must know of this folder's records.
namespace gishe::inquiries {

access::Facts contact_facts(const MunicipalityCode& municipality);
access::Facts inquiry_facts(const MunicipalityCode& municipality);

}  // namespace gishe::inquiries
