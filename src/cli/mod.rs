//! The command line: each command one call.
//!
//! Exit codes: 0 done; 1 the list was read and something in it needs a look; 2 refused (bad arguments, an unknown
//! association, a file that is no list, settings that are wrong).

mod areas;
mod associations;
mod caution;
mod embedding;
mod emergency;
mod gazetteer;
mod holidays;
mod hours;
mod import;
mod logging;
mod serve;
mod tokens;
mod users;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand, ValueEnum};

use crate::{
    config::{Config, SETTINGS},
    intake::merge::Scope,
    publish::{self, Confirmation},
    store::{self, Store},
};

/// 夜薬: the pharmacies that serve at night and on holidays.
#[derive(Debug, Parser)]
#[command(version, about, after_help = settings_help())]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Migrate the database and serve the page and the API.
    Serve {
        /// Load the demonstration's invented pharmacies when the database is new.
        #[arg(long)]
        demo: bool,
        /// Print the settings in force, secrets masked, and stop.
        #[arg(long)]
        show_config: bool,
    },
    /// Bring the database's tables up to date.
    Migrate,
    /// Load the demonstration: two associations and their invented pharmacies.
    Seed,
    /// Read a list, keep it, and with --publish make it what readers see.
    Import {
        /// The list: xlsx, xls, ods, csv or tsv.
        file: PathBuf,
        #[command(flatten)]
        options: ListOptions,
        /// Publish it at once.
        #[arg(long)]
        publish: bool,
        /// Publish it although more than a tenth of the published pharmacies go.
        #[arg(long, requires = "publish")]
        confirm_shrink: bool,
        /// Publish it although there are warnings: you looked at them.
        #[arg(long, requires = "publish")]
        confirm_warnings: bool,
        /// Publish it without the rows that can't be used.
        #[arg(long, requires = "publish")]
        confirm_rejected: bool,
    },
    /// Read a list and tell what publishing it would do; nothing is kept.
    Check {
        /// The list: xlsx, xls, ods, csv or tsv.
        file: PathBuf,
        #[command(flatten)]
        options: ListOptions,
    },
    /// Read opening hours, one text a line (plain or a JSON string), and write one JSON object a line.
    Hours,
    /// Write the API's contract (OpenAPI 3.1, JSON).
    Openapi,
    /// The national holidays known, and their refreshing.
    Holidays {
        #[command(subcommand)]
        command: holidays::HolidaysCommand,
    },
    /// Tokens: who may upload and publish over the API.
    Token {
        #[command(subcommand)]
        command: tokens::TokenCommand,
    },
    /// The places people type.
    Gazetteer {
        #[command(subcommand)]
        command: gazetteer::GazetteerCommand,
    },
    /// The borders of municipalities.
    Area {
        #[command(subcommand)]
        command: areas::AreaCommand,
    },
    /// People who sign in to the pages.
    User {
        #[command(subcommand)]
        command: users::UserCommand,
    },
    /// Lists that other sites take in: who may frame them, which other maps an area has.
    Embedding {
        #[command(subcommand)]
        command: embedding::EmbeddingCommand,
    },
    /// The numbers to call when a pharmacy is not enough, by area.
    Emergency {
        #[command(subcommand)]
        command: emergency::EmergencyCommand,
    },
    /// Times of the year when many pharmacies close though no holiday says so (お盆).
    Caution {
        #[command(subcommand)]
        command: caution::CautionCommand,
    },
    /// The associations that publish lists.
    Association {
        #[command(subcommand)]
        command: associations::AssociationCommand,
    },
}

#[derive(Debug, clap::Args)]
struct ListOptions {
    /// The association's short name, such as `setagaya`.
    #[arg(long)]
    association: String,
    /// The file holds only what changed; pharmacies it leaves out stay.
    #[arg(long)]
    changes_only: bool,
    /// A file that supplements the list, joined to it by pharmacy; may be given several times.
    #[arg(long, value_name = "FILE")]
    supplement: Vec<PathBuf>,
    /// How the report is written.
    #[arg(long, value_enum, default_value = "text")]
    format: ReportFormat,
}

impl ListOptions {
    fn scope(&self) -> Scope {
        if self.changes_only { Scope::Changes } else { Scope::Whole }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReportFormat {
    /// For people.
    Text,
    /// One JSON document.
    Json,
}

/// A failure with its exit code.
pub(crate) struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    fn refused(message: impl std::fmt::Display) -> Self {
        Self { code: 2, message: message.to_string() }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::refused(chain(&error))
    }
}

impl From<publish::Error> for Failure {
    fn from(error: publish::Error) -> Self {
        Self::refused(chain(&error))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::refused(error)
    }
}

/// An error with its causes, each said once.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.contains(&next) {
            text = format!("{text}: {next}");
        }
        cause = error.source();
    }
    text
}

impl Cli {
    /// Runs the command; faults are written to standard error.
    pub fn run(self) -> ExitCode {
        match self.command.unwrap_or(Command::Serve { demo: true, show_config: false }).run() {
            Ok(code) => ExitCode::from(code),
            Err(failure) => {
                let _ = writeln!(io::stderr(), "yoruyaku: {}", failure.message);
                ExitCode::from(failure.code)
            }
        }
    }
}

impl Command {
    fn run(self) -> Result<u8, Failure> {
        match self {
            Self::Hours => return hours::run(io::stdin().lock(), &mut io::stdout().lock()),
            Self::Openapi => {
                write!(io::stdout(), "{}", crate::web::openapi())?;
                return Ok(0);
            }
            _ => {}
        }
        let config = Config::from_env().map_err(Failure::refused)?;
        match self {
            Self::Serve { show_config: true, .. } => {
                writeln!(io::stdout(), "{config:#?}")?;
                Ok(0)
            }
            Self::Serve { demo, .. } => serve::run(&config, demo),
            Self::Migrate => {
                let ran = open(&config)?.1;
                writeln!(
                    io::stdout(),
                    "migrations run: {}",
                    if ran.is_empty() { "none".into() } else { ran.join(", ") }
                )?;
                Ok(0)
            }
            Self::Seed => {
                let (store, _) = open(&config)?;
                let told = publish::seed(&store, config.clock)?;
                writeln!(io::stdout(), "{told}")?;
                Ok(0)
            }
            Self::Import { file, options, publish, confirm_shrink, confirm_warnings, confirm_rejected } => {
                let said = [
                    (confirm_shrink, Confirmation::Shrink),
                    (confirm_warnings, Confirmation::Warnings),
                    (confirm_rejected, Confirmation::Rejected),
                ];
                let confirmed = said.into_iter().filter_map(|(said, one)| said.then_some(one)).collect();
                import::import(&config, &file, &options, publish.then_some(confirmed))
            }
            Self::Check { file, options } => import::check(&config, &file, &options),
            Self::Holidays { command } => holidays::run(&config, command),
            Self::Token { command } => tokens::run(&config, command),
            Self::User { command } => users::run(&config, command),
            Self::Gazetteer { command } => gazetteer::run(&config, command),
            Self::Area { command } => areas::run(&config, command),
            Self::Embedding { command } => embedding::run(&config, command),
            Self::Emergency { command } => emergency::run(&config, command),
            Self::Caution { command } => caution::run(&config, command),
            Self::Association { command } => associations::run(&config, command),
            Self::Hours | Self::Openapi => Ok(0),
        }
    }
}

/// Opens the database and brings it up to date; returns the migrations that ran.
fn open(config: &Config) -> Result<(Store, Vec<String>), Failure> {
    let store = Store::open(&config.database_url, config.database_connections)?;
    let ran = store.migrate()?;
    Ok((store, ran))
}

fn settings_help() -> String {
    let lines = SETTINGS.iter().map(|s| format!("  {:<30} {} [default: {}]", s.name, s.help, s.default));
    format!("Settings (environment):\n{}", lines.collect::<Vec<_>>().join("\n"))
}
