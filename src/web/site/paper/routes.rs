//! The addresses of the papers, each beside the page it is of.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, ContentDisposition, DispositionParam, DispositionType},
    web::{Data, Path, ServiceConfig},
};
use krilla::error::KrillaError;

use super::{
    calendar::calendar,
    door,
    flyer::{self, flyer},
    sheet::Format,
};
use crate::{
    directory::{Area, PharmacyId},
    hours::State,
    search::Snapshot,
    web::{
        App,
        problem::{Code, Problem},
        site::{
            asked::Asked,
            night,
            routes::{home_area, month, visit},
            state::Moment,
            visit::Visit,
        },
        snapshot::Current,
    },
};

/// Seconds a paper may be kept: it bears its date of issue.
const KEEP: &str = "public, max-age=300";

/// Every paper.
pub fn configure(config: &mut ServiceConfig) {
    config.service(show_flyer).service(show_poster).service(show_calendar).service(show_door);
}

#[get("/areas/{code}/flyer.pdf")]
async fn show_flyer(
    app: Data<App>,
    snapshot: Current,
    code: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    leading(&visit(&app, &request), &snapshot, &code, Format::A4)
}

#[get("/areas/{code}/poster.pdf")]
async fn show_poster(
    app: Data<App>,
    snapshot: Current,
    code: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    leading(&visit(&app, &request), &snapshot, &code, Format::A3)
}

fn leading(visit: &Visit, snapshot: &Snapshot, code: &str, format: Format) -> Result<HttpResponse, Problem> {
    let area = known(snapshot, code)?;
    let address = visit.absolute(&format!("/areas/{}", area.code));
    let told = flyer::Told {
        code: &area.code,
        emergency: visit.emergency(),
        municipality: &area.municipality,
        address: &address,
        associations: night::publishing(snapshot, area).iter().map(|one| one.name.clone()).collect(),
        now: visit.now,
    };
    let kind = if format == Format::A4 { "flyer" } else { "poster" };
    send(flyer(&told, format), &format!("yoruyaku-{kind}-{}.pdf", area.code))
}

#[get("/areas/{code}/calendar.pdf")]
async fn show_calendar(
    app: Data<App>,
    snapshot: Current,
    code: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let visit = visit(&app, &request);
    let area = known(&snapshot, &code)?;
    let month = month(&visit);
    let shown = night::shown(&snapshot, area, visit.now, month);
    let address = visit.absolute(&format!("/areas/{}?month={}", area.code, month.format("%Y-%m")));
    let name = format!("yoruyaku-calendar-{}-{}.pdf", area.code, month.format("%Y-%m"));
    send(calendar(&shown, snapshot.calendar(), &address, visit.now), &name)
}

/// The notice for a door; `date` and `time` as in a search say from when on, else now, or when it closes next.
#[get("/p/{id}/door.pdf")]
async fn show_door(
    app: Data<App>,
    snapshot: Current,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let visit = visit(&app, &request);
    let index = PharmacyId::new(&id).and_then(|id| snapshot.index(&id));
    let index = index.ok_or_else(|| Problem::new(Code::NotFound))?;
    let asked = Asked::read(&visit, &snapshot.calendar().holidays);
    if !asked.faults.is_empty() {
        return Err(Problem::new(Code::InvalidParameter));
    }
    send(doors(&visit, &snapshot, index, &asked)?, &format!("yoruyaku-door-{id}.pdf"))
}

fn doors(
    visit: &Visit,
    snapshot: &Snapshot,
    index: usize,
    asked: &Asked,
) -> Result<Result<Vec<u8>, KrillaError>, Problem> {
    let gone = || Problem::new(Code::NotFound);
    let pharmacy = snapshot.pharmacies().get(index).ok_or_else(gone)?;
    let of = |at| snapshot.status(index, at).ok_or_else(gone);
    let status = of(asked.at)?;
    // Who prints it before closing means the time after.
    let closing = status.until.filter(|_| status.state == State::Open && asked.at == visit.now);
    let at = closing.unwrap_or(asked.at);
    let moment = Moment { visit, at, until: None, calendar: snapshot.calendar() };
    let place = pharmacy.facts.place.map(|place| place.position);
    let near = place.map(|at| format!("/?near={:.4},{:.4}", at.lat(), at.lon()));
    let address = visit.absolute(&near.unwrap_or_else(|| format!("/p/{}", pharmacy.id)));
    let home = home_area(snapshot);
    let told = door::Told {
        pharmacy,
        status: of(at)?,
        open: door::nearest(snapshot, pharmacy, at),
        code: snapshot.area_of(index).map_or(&home, |area| &area.code),
        address: &address,
    };
    Ok(door::notice(&moment, &told))
}

fn known<'a>(snapshot: &'a Snapshot, code: &str) -> Result<&'a Area, Problem> {
    snapshot.area(code).filter(|area| area.code.len() == 5).ok_or_else(|| Problem::new(Code::NotFound))
}

fn send(pdf: Result<Vec<u8>, KrillaError>, name: &str) -> Result<HttpResponse, Problem> {
    let pdf = pdf.map_err(|error| Problem::internal(std::io::Error::other(format!("{error:?}"))))?;
    let shown = ContentDisposition {
        disposition: DispositionType::Inline,
        parameters: vec![DispositionParam::Filename(name.to_owned())],
    };
    let answer = HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, KEEP))
        .insert_header(shown)
        .content_type("application/pdf")
        .body(pdf);
    Ok(answer)
}
