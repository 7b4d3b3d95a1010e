//! `yoruyaku holidays`: the national holidays known, and their refreshing from the Cabinet Office's table.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    time::Duration,
};

use chrono::Datelike;
use clap::Subcommand;

use super::{Failure, open};
use crate::{config::Config, publish};

/// The Cabinet Office's table (内閣府「国民の祝日」), published each February to the end of the next year.
const OFFICIAL_URL: &str = "https://www8.cao.go.jp/chosei/shukujitsu/syukujitsu.csv";
/// The table is about 20 KB; what is far larger is something else.
const LARGEST_TABLE: usize = 1 << 20;

#[derive(Debug, Subcommand)]
pub(super) enum HolidaysCommand {
    /// Those of a year, and how far they are known.
    Show {
        /// The year; the present one when left out.
        year: Option<i32>,
    },
    /// Read the Cabinet Office's table; a malformed or shrunken one is refused and the old one stays.
    Refresh {
        /// A file of it.
        #[arg(long, conflicts_with = "url")]
        file: Option<PathBuf>,
        /// Where to fetch it.
        #[arg(long, default_value = OFFICIAL_URL)]
        url: String,
    },
}

pub(super) fn run(config: &Config, command: HolidaysCommand) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    let mut out = io::stdout().lock();
    match command {
        HolidaysCommand::Show { year } => {
            let holidays = publish::load(&store)?.calendar.holidays;
            for (date, name) in holidays.of_year(year.unwrap_or(config.clock.japan().year())) {
                writeln!(out, "{date} {name}")?;
            }
            writeln!(out, "known to {} (source: {})", holidays.horizon(), holidays.source().as_str())?;
        }
        HolidaysCommand::Refresh { file, url } => {
            let (source, bytes) = match file {
                Some(file) => {
                    let bytes = fs::read(&file);
                    let bytes = bytes.map_err(|error| Failure::refused(format!("{}: {error}", file.display())))?;
                    (file.display().to_string(), bytes)
                }
                None => (url.clone(), fetch(&url)?),
            };
            let refreshed = publish::refresh_holidays(&store, &source, &bytes, "cli", config.clock.now().naive_utc())?;
            writeln!(out, "holidays known to {} from {source}", refreshed.horizon())?;
            for difference in refreshed.differences_from_law() {
                let (held, by_law) = (difference.held.as_deref(), difference.by_law.as_deref());
                let (held, by_law) = (held.unwrap_or("none"), by_law.unwrap_or("none"));
                writeln!(out, "warning: {}: the table says {held}, the law's rules {by_law}", difference.date)?;
            }
        }
    }
    Ok(0)
}

fn fetch(url: &str) -> Result<Vec<u8>, Failure> {
    let wrong = |error: reqwest::Error| Failure::refused(format!("{url}: {}", super::chain(&error)));
    actix_web::rt::System::new().block_on(async {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(30))
            .user_agent(concat!("yoruyaku/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(wrong)?;
        let mut response = client.get(url).send().await.and_then(reqwest::Response::error_for_status).map_err(wrong)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(wrong)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LARGEST_TABLE {
                return Err(Failure::refused(format!(
                    "{url}: over {LARGEST_TABLE} bytes; this is not the holiday table"
                )));
            }
        }
        Ok(bytes)
    })
}
