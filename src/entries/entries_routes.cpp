#include "entries/entries.h"
#include "entries/handlers.h"

namespace gishe::entries {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  using Api = web::Route::Api;
  return {
      {get, "/provider/services", update_capacity, show_own_services},
      {post, "/provider/services", change_service, post_new_entry},
      {get, "/provider/services/new", change_service, show_new_entry},
      {get, "/provider/services/{id}", change_service, show_own_service},
      {post, "/services/{id}/capacity", update_capacity, post_capacity},
      {post, "/provider/services/{id}/contact", change_service, post_contact},
      {post, "/provider/services/{id}/confirmation", change_service, post_confirmation},
      {get, "/provider/services/{id}/change", change_service, show_change_form},
      {post, "/provider/services/{id}/change", change_service, post_change},
      {post, "/provider/services/{id}/change/withdrawal", change_service, post_withdrawal},
      {get, "/provider/services/{id}/suspension", change_service, show_suspension},
      {post, "/provider/services/{id}/suspension", change_service, post_suspension},
      {get, "/provider/services/{id}/closure", change_service, show_closure},
      {post, "/provider/services/{id}/closure", change_service, post_closure},
      {get, "/provider/services/{id}/reopening", change_service, show_reopening},
      {post, "/provider/services/{id}/reopening", change_service, post_reopening},
      {get, "/editor", review_entry, show_editor},
      {get, "/editor/changes/{id}", review_entry, show_change},
      {post, "/editor/changes/{id}/publication", review_entry, post_publication},
      {post, "/editor/changes/{id}/return", review_entry, post_return},
      {post, "/editor/changes/{id}/rejection", review_entry, post_rejection},
      {get, "/provider/services/{id}/figures", see_entry_figures, show_figures},
      {get, "/services/{id}/report", suggest_entry, show_report_form},
      {post, "/services/{id}/report", suggest_entry, post_report},
      {get, "/suggest", suggest_entry, show_suggest_form},
      {post, "/suggest", suggest_entry, post_suggestion},
      {get, "/editor/reports/{id}", review_entry, show_report},
      {post, "/editor/reports/{id}/taking", review_entry, post_report_in_hand},
      {post, "/editor/reports/{id}/mending", review_entry, post_report_mended},
      {post, "/editor/reports/{id}/decline", review_entry, post_report_declined},
      {post, "/editor/duplicates", merge_entries, post_duplicate_search},
      {get, "/editor/duplicates/{id}", merge_entries, show_pair},
      {post, "/editor/duplicates/{id}/merge", merge_entries, post_merge},
      {post, "/editor/duplicates/{id}/apart", merge_entries, post_apart},
      {post, "/editor/duplicates/{id}/undo", merge_entries, post_undo},
      {get, "/api/v1/services/{id}/figures", see_entry_figures, api_figures,
       Api{"How often the entry was met, by month of the last year", "", "EntryFigures"}},
      {post, "/api/v1/services/{id}/reports", suggest_entry, api_report,
       Api{"Something in the entry is wrong; nobody is asked who says so", "NewEntryReport", "Done"}},
      {post, "/api/v1/services/{id}/changes", change_service, api_propose,
       Api{"Other words for an entry; a second person publishes them", "NewEntryChange", "EntryChange", "", 201}},
      {post, "/api/v1/services/{id}/confirmation", change_service, api_confirm,
       Api{"Everything in the entry is right today", "", "Done"}},
      {post, "/api/v1/services/{id}/suspension", change_service, api_suspend,
       Api{"It does not work until a day; an editor's word counts at once", "NewEntryStop", "EntryStop"}},
      {post, "/api/v1/services/{id}/closure", change_service, api_close,
       Api{"Closed for good; an editor's word counts at once", "NewEntryStop", "EntryStop"}},
      {post, "/api/v1/services/{id}/reopening", change_service, api_reopen,
       Api{"It works again; a second person publishes it", "NewEntryReopening", "EntryStop"}},
      {get, "/api/v1/editor/changes", review_entry, api_changes,
       Api{"Changes that wait for a second person, oldest first", "", "EntryChangeList"}},
      {get, "/api/v1/editor/changes/{id}", review_entry, api_change, Api{"One change", "", "EntryChange"}},
      {post, "/api/v1/editor/changes/{id}/publication", review_entry, api_publish,
       Api{"Publish it; never by the one who proposed it", "EntryDecision", "EntryChange"}},
      {post, "/api/v1/editor/changes/{id}/return", review_entry, api_return,
       Api{"Give it back with words", "EntryDecision", "EntryChange"}},
      {post, "/api/v1/editor/changes/{id}/rejection", review_entry, api_reject,
       Api{"Reject it with words", "EntryDecision", "EntryChange"}},
  };
}

}  // namespace gishe::entries
