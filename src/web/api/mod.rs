//! One file per resource: its parameters, its handlers, the views only it has.

mod areas;
mod associations;
mod audit;
mod bulk;
mod calendars;
mod changes;
mod columns;
mod coverage;
mod dataset;
mod dcat;
mod documents;
mod duties;
mod exceptions;
mod forms;
mod health;
mod holidays;
mod listings;
mod pharmacies;
mod places;
mod problems;
mod roster;
mod rosters;
mod sitemap;
mod webhooks;

use actix_web::{HttpRequest, HttpResponse, web};
pub(in crate::web) use listings::{XLSX, download, sent_name};
pub(in crate::web) use pharmacies::{PATH, kept};
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::{
    App, gate,
    problem::{Code, Problem},
};

/// Every route of the API, in the order of the contract.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(pharmacies::list_pharmacies)
        .service(pharmacies::list_pharmacies_as)
        .service(pharmacies::get_pharmacy_as)
        .service(pharmacies::get_pharmacy)
        .service(pharmacies::get_pharmacy_hours)
        .service(duties::list_duties)
        .service(coverage::get_coverage)
        .service(holidays::list_holidays)
        .service(places::list_places)
        .service(associations::list_associations)
        .service(calendars::get_association_calendar)
        .service(associations::get_association_as_json)
        .service(areas::get_area_calendar)
        .service(areas::get_area_as_json)
        .service(associations::get_association)
        .service(areas::get_area)
        .service(columns::list_remembered_columns)
        .service(dataset::get_dataset)
        .service(dataset::get_dataset_record)
        .service(changes::list_changes)
        .service(changes::list_changes_as)
        .service(bulk::get_latest_bulk_file)
        .service(bulk::get_bulk_file)
        .service(webhooks::create_webhook)
        .service(webhooks::list_webhooks)
        .service(webhooks::get_webhook)
        .service(webhooks::delete_webhook)
        .service(webhooks::create_webhook_secret)
        .service(webhooks::restore_webhook)
        .configure(listings::routes)
        .service(roster::create_duties)
        .service(rosters::list_rosters)
        .service(rosters::get_roster_file)
        .service(rosters::undo_roster)
        .service(exceptions::list_exceptions)
        .service(exceptions::create_exception)
        .service(exceptions::delete_exception)
        .service(audit::list_audit)
        .service(forms::get_template)
        .service(forms::get_list_workbook)
        .service(forms::get_list_csv)
        .service(health::get_liveness)
        .service(health::get_readiness)
        .service(health::get_metrics)
        .service(problems::list_problems)
        .service(problems::get_problem)
        .map(|plain| {
            plain
                .service(documents::contract)
                .service(documents::docs)
                .service(documents::robots)
                .service(documents::security)
                .service(documents::catalog)
                .service(sitemap::sitemap)
                .service(sitemap::sitemap_part)
                .service(SwaggerUi::new("/docs/{_:.*}").config(Config::new(["/openapi.json"])))
        });
}

/// What no route takes: a known address asked with another method, or no address at all.
pub async fn nothing_here(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    Err(gate::allow(&app, &request).map_or_else(|| Problem::new(Code::NotFound), Problem::method_not_allowed))
}
