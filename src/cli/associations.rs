//! `yoruyaku association`: who publishes lists.

use std::io::{self, Write};

use clap::{Subcommand, ValueEnum};

use super::{Failure, open};
use crate::{
    config::Config,
    directory::{Area, Association, AssociationId},
    hours::YearPeriod,
    publish::{self, YearEndSaid},
    store,
};

#[derive(Debug, Subcommand)]
pub(super) enum AssociationCommand {
    /// Those there are.
    List,
    /// Add one, or change the one of that short name.
    Add {
        /// Short name: a-z, 0-9 and -, such as `setagaya`.
        id: String,
        /// Name in Japanese.
        #[arg(long)]
        name: String,
        /// Name in English.
        #[arg(long)]
        name_en: String,
        /// Municipality code, five digits.
        #[arg(long)]
        area: String,
        /// Prefecture, such as 東京都.
        #[arg(long)]
        prefecture: String,
        /// Municipality, such as 世田谷区.
        #[arg(long)]
        municipality: String,
        /// How its word ranks over other lists on the same pharmacy; higher wins.
        #[arg(long, default_value_t = 10)]
        rank: i32,
        /// 年末年始 there, such as 12-30..01-04, or `default` (12-29..01-03); left out, it stays as it was.
        #[arg(long)]
        year_end: Option<String>,
    },
    /// How its lists are published.
    Rules {
        /// Its short name.
        id: String,
        /// Whether a list is published by someone else than who sent it: `on` or `off`; told when left out.
        #[arg(long)]
        second_person: Option<Switch>,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Switch {
    /// Yes.
    On,
    /// No.
    Off,
}

pub(super) fn run(config: &Config, command: AssociationCommand) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    match command {
        AssociationCommand::List => {
            for one in store.read(store::load_associations)? {
                let year_end = one.area.year_end.map(|period| {
                    let (from, to) = period.days_text();
                    format!("\t{from}..{to}")
                });
                let (area, year_end) = (&one.area, year_end.unwrap_or_default());
                writeln!(io::stdout(), "{}\t{}\t{}\t{}{year_end}", one.id, one.name, area.code, area.municipality)?;
            }
        }
        AssociationCommand::Add { id, name, name_en, area, prefecture, municipality, rank, year_end } => {
            let id = AssociationId::new(&id)
                .ok_or_else(|| Failure::refused(format!("{id:?}: a short name is 1-40 of a-z, 0-9 and -")))?;
            if area.len() != 5 || !area.bytes().all(|b| b.is_ascii_digit()) {
                return Err(Failure::refused(format!("{area:?}: a municipality code is five digits, such as 13112")));
            }
            let said = year_end.map_or(Ok(YearEndSaid::Nothing), |text| read_year_end(&text))?;
            let area = Area { code: area, prefecture, municipality, year_end: None };
            let association = Association { id, name, name_en, area, rank };
            publish::add_association(&store, &association, said, "cli", config.clock.now().naive_utc())?;
            writeln!(io::stdout(), "{} {}", association.id, association.name)?;
        }
        AssociationCommand::Rules { id, second_person } => {
            let id = AssociationId::new(&id).ok_or_else(|| publish::Error::UnknownAssociation(id))?;
            if let Some(switch) = second_person {
                let wanted = matches!(switch, Switch::On);
                publish::want_second_person(&store, &id, wanted, "cli", config.clock.now().naive_utc())?;
            }
            let wanted = publish::second_person_wanted(&store, &id)?;
            writeln!(io::stdout(), "second person: {}", if wanted { "on" } else { "off" })?;
        }
    }
    Ok(0)
}

/// `12-30..01-04`; `None` for `default`.
fn read_year_end(text: &str) -> Result<YearEndSaid, Failure> {
    if text == "default" {
        return Ok(YearEndSaid::Default);
    }
    let period = text.split_once("..").and_then(|(from, to)| YearPeriod::from_days(from, to));
    period
        .map(YearEndSaid::Own)
        .ok_or_else(|| Failure::refused(format!("{text:?}: 年末年始 is written 12-30..01-04, or default")))
}
