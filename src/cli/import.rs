//! `yoruyaku import` and `yoruyaku check`: a list from the command line, through the same engine as page and API.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{Failure, ListOptions, ReportFormat, open};
use crate::{
    config::Config,
    directory::AssociationId,
    intake::{Limits, MOST_FILES, NamedFile, bundle},
    publish::{self, Confirmation, FieldReport, Report, Upload},
    store::Store,
};

/// Nothing of grave note: done.
const DONE: u8 = 0;
/// Read, and something in it needs a look before it is published.
const LOOK: u8 = 1;

pub(super) fn check(config: &Config, file: &Path, options: &ListOptions) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    let (bytes, name) = read_files(config, file, &options.supplement)?;
    let report = publish::preview(&store, &upload(config, &store, &name, &bytes, options)?)?;
    write_report(&report, options.format, None)?;
    Ok(if needs_a_look(&report) { LOOK } else { DONE })
}

/// Keeps a list, and publishes it when told what of its report is confirmed.
pub(super) fn import(
    config: &Config,
    file: &Path,
    options: &ListOptions,
    confirmed: Option<Vec<Confirmation>>,
) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    let (bytes, name) = read_files(config, file, &options.supplement)?;
    let upload = upload(config, &store, &name, &bytes, options)?;
    let (id, report) = publish::check(&store, &upload)?;
    let draft = format!("listing {id}: kept as a draft, not published");
    let Some(mut confirmed) = confirmed else {
        write_report(&report, options.format, Some(&draft))?;
        return Ok(DONE);
    };
    // A list that takes the place of the demonstration may lose all of it.
    if publish::shows_demonstration(&store, &upload.association)? {
        confirmed.push(Confirmation::Shrink);
    }
    let now = config.clock.now().naive_utc();
    let release = match publish::publish_confirmed(&store, &id, &confirmed, "cli", now) {
        Err(publish::Error::Unconfirmed(missing)) => {
            write_report(&report, options.format, Some(&draft))?;
            let flags: Vec<String> = missing.iter().map(|one| format!("--confirm-{}", one.as_str())).collect();
            writeln!(io::stderr(), "look at the report above; if it is meant, run it again with {}", flags.join(" "))?;
            return Ok(LOOK);
        }
        other => other?,
    };
    let outcome = format!("listing {id}: published as revision {}", release.revision);
    write_report(&report, options.format, Some(&outcome))?;
    Ok(DONE)
}

fn file_name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The list with what supplements it as one, and its name.
fn read_files(config: &Config, file: &Path, supplements: &[PathBuf]) -> Result<(Vec<u8>, String), Failure> {
    if supplements.len() >= MOST_FILES {
        return Err(Failure::refused(format!("at most {} files can supplement a list", MOST_FILES - 1)));
    }
    let (base, name) = (read_file(config, file)?, file_name(file));
    let more = supplements.iter().map(|file| Ok((read_file(config, file)?, file_name(file))));
    let more = more.collect::<Result<Vec<_>, Failure>>()?;
    let more: Vec<NamedFile<'_>> = more.iter().map(|(bytes, name)| NamedFile { name, bytes }).collect();
    Ok(bundle(NamedFile { name: &name, bytes: &base }, &more))
}

fn read_file(config: &Config, file: &Path) -> Result<Vec<u8>, Failure> {
    let wrong = |error: io::Error| Failure::refused(format!("{}: {error}", file.display()));
    let size = fs::metadata(file).map_err(wrong)?.len();
    if size > config.upload_bytes as u64 {
        let most = config.upload_bytes;
        return Err(Failure::refused(format!(
            "{}: {size} bytes; a file may have {most} (YORUYAKU_UPLOAD_BYTES)",
            file.display()
        )));
    }
    fs::read(file).map_err(wrong)
}

fn upload<'a>(
    config: &Config,
    store: &Store,
    file_name: &'a str,
    bytes: &'a [u8],
    options: &ListOptions,
) -> Result<Upload<'a>, Failure> {
    let known = store.read(crate::store::load_associations)?;
    let association = AssociationId::new(&options.association)
        .filter(|id| known.iter().any(|association| association.id == *id))
        .ok_or_else(|| {
            let names: Vec<_> = known.iter().map(|association| association.id.as_str()).collect();
            Failure::refused(format!(
                "there is no association {:?}; there are: {}",
                options.association,
                if names.is_empty() {
                    "none (run `yoruyaku seed` or `yoruyaku association add`)".into()
                } else {
                    names.join(", ")
                }
            ))
        })?;
    let limits = Limits { file_bytes: config.upload_bytes, ..Limits::default() };
    let at = config.clock.now().naive_utc();
    Ok(Upload { association, file_name, bytes, scope: options.scope(), limits, actor: "cli", at })
}

fn needs_a_look(report: &Report) -> bool {
    report.rejected > 0 || report.notices.iter().any(|notice| notice.severity != "info")
}

fn write_report(report: &Report, format: ReportFormat, outcome: Option<&str>) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match format {
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut out, report).map_err(Failure::refused)?;
            writeln!(out)?;
        }
        ReportFormat::Text => write_text(&mut out, report)?,
    }
    if let (Some(outcome), ReportFormat::Text) = (outcome, format) {
        writeln!(out, "{outcome}")?;
    } else if let Some(outcome) = outcome {
        writeln!(io::stderr(), "{outcome}")?;
    }
    Ok(())
}

fn write_text(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let encoding = report.encoding.as_deref().map(|name| format!(", encoding {name}")).unwrap_or_default();
    writeln!(out, "{}: {}{encoding}, list of {}", report.file_name, report.format, report.association)?;
    if let Some(date) = &report.valid_on {
        writeln!(out, "valid on {date}")?;
    }
    let (understood, other): (Vec<_>, Vec<_>) = report.columns.iter().partition(|column| column.meaning.is_some());
    writeln!(out, "columns understood:")?;
    for column in understood {
        let meaning = column.meaning.as_deref().unwrap_or_default();
        writeln!(out, "  {} {} -> {meaning}", column.column, column.heading)?;
    }
    let other: Vec<_> = other.iter().map(|column| format!("{} {}", column.column, column.heading)).collect();
    writeln!(
        out,
        "columns ignored (kept as extra text): {}",
        if other.is_empty() { "none".into() } else { other.join(", ") }
    )?;
    for notice in &report.notices {
        let place = match notice.row {
            Some(row) if notice.sheet.is_empty() => format!("row {row}"),
            Some(row) => format!("sheet {} row {row}", notice.sheet),
            None => "file".to_owned(),
        };
        let column = notice.column.as_deref().map(|column| format!(" column {column}")).unwrap_or_default();
        let found = notice.found.as_deref().map(|found| format!(" {found:?}")).unwrap_or_default();
        let read_as = notice.read_as.as_deref().map(|read| format!(" => {read}")).unwrap_or_default();
        writeln!(
            out,
            "{} {} [{place}{column}]{found}{read_as}: {} / {}",
            notice.severity, notice.code, notice.ja, notice.en
        )?;
    }
    write_changes(out, report)?;
    write_coverage(out, report)?;
    let Report { rows_in, accepted, rejected, unchanged, added, changed, removed, .. } = report;
    writeln!(out, "rows in {rows_in} = accepted {accepted} + rejected {rejected} + unchanged {unchanged}")?;
    writeln!(out, "added {added}, changed {changed}, removed {removed}")
}

/// What publishing it changes, pharmacy by pharmacy, field by field.
fn write_changes(out: &mut impl Write, report: &Report) -> io::Result<()> {
    for change in &report.changes {
        let row = change.row.map(|row| format!(" [row {row}]")).unwrap_or_default();
        writeln!(out, "{} {} ({}){row}", change.kind, change.name, change.pharmacy)?;
        for FieldReport { field, before, after, moved_m } in &change.fields {
            let text = |text: &Option<String>| text.as_deref().map_or("-".to_owned(), |text| format!("{text:?}"));
            let moved = moved_m.map(|metres| format!(" (moved {metres} m)")).unwrap_or_default();
            writeln!(out, "  {field}: {} -> {}{moved}", text(before), text(after))?;
        }
    }
    Ok(())
}

/// What it does to the half hours of a week and of a holiday at which some pharmacy of the area is open.
fn write_coverage(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let coverage = &report.coverage;
    writeln!(out, "half hours covered: {} before, {} after", coverage.before, coverage.after)?;
    for (word, spans) in [("lost", &coverage.lost), ("gained", &coverage.gained)] {
        for span in spans {
            writeln!(out, "  {word}: {} {}-{}", span.day, span.from, span.until)?;
        }
    }
    Ok(())
}
