#include "directory/directory.h"
#include "directory/handlers.h"

namespace gishe::directory {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  using Api = web::Route::Api;
  return {
      {get, "/services", open_public, show_services},
      {get, "/services/{id}", open_public, show_service},
      {get, "/editor/search-words", keep_search_words, show_search_words},
      {post, "/editor/search-words", keep_search_words, post_search_word},
      {get, "/editor/searches-without-answer", keep_search_words, show_unanswered},
      {get, "/services/{id}/slip.pdf", open_public, service_slip},
      {get, "/api/v1/services", open_public, api_services,
       Api{"Listed services by name", "", "ServiceList", "ServiceType Municipality Limit After"}},
      {get, "/api/v1/provider/services", update_capacity, api_own_services,
       Api{"All services of the provider this token acts for", "", "ServiceList"}},
      {get, "/api/v1/services/search", open_public, api_search,
       Api{"Services found by what people type, best first, with the reasons", "", "ServiceSearch",
           "SearchWords SearchNeed ServiceType TargetGroup Municipality AskerMunicipality AskerSettlement AskerAge "
           "FreeNow "
           "SearchLanguage Offset Limit"}},
      {get, "/api/v1/services/suggestions", open_public, api_suggestions,
       Api{"While somebody types: needs, kinds, services and organisations", "", "SuggestionList",
           "SearchWords SearchLanguage Limit"}},
      {get, "/api/v1/services/{id}", open_public, api_service, Api{"One service", "", "Service"}},
      {post, "/api/v1/services/{id}/capacity", update_capacity, api_capacity,
       Api{"Free places, as its provider says", "NewCapacity", "Service"}},
      {put, "/api/v1/services/{id}/contact", change_service, api_contact,
       Api{"Phone, e-mail, hours and website; confirms the entry", "NewContact", "Service"}},
      {get, "/api/v1/needs", open_public, api_needs, Api{"What people ask for, and what answers it", "", "NeedList"}},
  };
}

}  // namespace gishe::directory
