//! `tminus [PATH]`: opens the cockpit.

use std::{ffi::OsStr, path::Path};

use super::{ColorChoice, Common, Outcome};
use crate::{
    config::{self, ChosenTheme, Loaded, Origin, RepositorySource, Sources, UserSettings},
    fault::{Failure, Fault},
    history::Repository,
    ship,
    store::{Environment, Folders, disk},
    tui::{self, Depth, Exit, Setup, Shelf, Site, ThemeFile, WrittenKeys},
};

/// More than this is no theme.
const LONGEST_THEME: u64 = 64 * 1024;

/// Runs the command.
pub(super) fn run(path: Option<&Path>, common: &Common) -> Result<Outcome, Failure> {
    let environment = Environment::of_process();
    let folders = Folders::of(&environment);
    let options = common.options(path)?;
    let place = options.path.clone();
    if let Some(folder) = place.as_deref().filter(|folder| !folder.is_dir()) {
        return Err(Failure::new(Fault::Usage, format!("`{}` is not a folder", folder.display()))
            .hint("give the path of a repository; `tminus --help` lists the commands"));
    }
    let flags = common.flags();
    // The user's own settings alone: the repository is opened behind the first frame.
    let sources = Sources {
        repository: RepositorySource::None,
        folders: folders.as_ref(),
        environment: &environment,
        flags: &flags,
    };
    let loaded = config::load(&sources)?;
    let user = &loaded.user;
    let configured = user.theme.clone().filter(|_| matches!(loaded.origin("theme"), Origin::User(..)));
    let setup = Setup {
        theme: theme(&loaded, folders.as_ref(), configured.as_deref()),
        configured_theme: configured,
        shelf: Shelf::new(themes(options.path.as_deref(), folders.as_ref())),
        depth: depth(common, &environment),
        ascii: user.ascii,
        plain: user.plain,
        mouse: user.mouse,
        keys: keys(user),
        options,
        ..Setup::default()
    };
    match tui::open(Site { environment, flags }, setup)? {
        Exit::Quit => Ok(Outcome::Done),
        Exit::Signal(number) => {
            let fault = if is_shipping(place.as_deref()) { Fault::Unfinished } else { Fault::Signal(number) };
            Ok(Outcome::Answer(fault))
        }
    }
}

/// What was said for this run, else what was chosen in the cockpit, else what `config.toml` says.
fn theme(loaded: &Loaded, folders: Option<&Folders>, configured: Option<&str>) -> Option<String> {
    if matches!(loaded.origin("theme"), Origin::Flag(_) | Origin::Variable(_)) {
        return loaded.user.theme.clone();
    }
    match folders.and_then(|folders| ChosenTheme::read(folders, configured)) {
        Some(chosen) => chosen.theme,
        None => loaded.user.theme.clone(),
    }
}

/// Whether a release is unfinished: a signal that ends the cockpit then leaves something to resume.
fn is_shipping(place: Option<&Path>) -> bool {
    let repository = place.and_then(|place| Repository::open(place).ok());
    repository.is_some_and(|repository| matches!(ship::peek(&repository.common_dir()), Ok(Some(_))))
}

fn depth(common: &Common, environment: &Environment) -> Depth {
    let variable = |name: &str| environment.text(name).map(str::to_owned);
    match common.color {
        ColorChoice::Never => Depth::Mono,
        ColorChoice::Auto => Depth::detect(variable),
        ColorChoice::Always => Depth::detect(|name| variable(name).filter(|_| name != "NO_COLOR")).max(Depth::Sixteen),
    }
}

/// `[keys]` by the part of the cockpit that they are for; a name without a dot is the cockpit's own.
fn keys(user: &UserSettings) -> WrittenKeys {
    let mut written = WrittenKeys::new();
    for (name, keys) in &user.keys {
        let (context, action) = name.split_once('.').unwrap_or(("cockpit", name));
        written.entry(context.to_owned()).or_default().insert(action.to_owned(), keys.clone());
    }
    written
}

/// Themes of the repository and of the user, who has the last word. What cannot be read is left out: a theme of that name
/// is then not found, which is told.
fn themes(path: Option<&Path>, folders: Option<&Folders>) -> Vec<ThemeFile> {
    let root = path.and_then(|path| path.ancestors().find(|folder| disk::exists(&folder.join(".git"))));
    let places = [root.map(|root| root.join(".tminus/themes")), folders.map(|folders| folders.config().join("themes"))];
    let mut themes = Vec::new();
    for folder in places.into_iter().flatten() {
        for name in disk::list(&folder).unwrap_or_default() {
            let file = folder.join(&name);
            let (Some(stem), Some("toml")) =
                (file.file_stem().and_then(OsStr::to_str), file.extension().and_then(OsStr::to_str))
            else {
                continue;
            };
            if let Ok((bytes, true)) = disk::read_beginning(&file, LONGEST_THEME) {
                themes.push(ThemeFile { name: stem.to_owned(), text: String::from_utf8_lossy(&bytes).into_owned() });
            }
        }
    }
    themes
}
