// Generated from openapi.json by generate.mjs.
export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Database and queue answer
         * @description Also without a worker: `checks.worker` says whether one does; what needs one waits for it.
         */
        get: operations["getReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/berth-file-schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The JSON Schema of berth.yaml
         * @description For editors: name its address in the file’s first line, as `berth init` does.
         */
        get: operations["getBerthFileSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in with a password
         * @description Sets the session cookie `__Host-berth_session`.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session, or revoke the token that is used */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my API tokens */
        get: operations["listTokens"];
        put?: never;
        /**
         * Make an API token
         * @description It never does more or lives longer than the token that makes it, and ends when that one is revoked. A role above the caller’s is refused.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API token */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a login that a browser finishes (RFC 8628) */
        post: operations["startDeviceLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/device/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask whether the browser has finished */
        post: operations["pollDeviceLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/device/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Allow or deny a waiting login */
        post: operations["answerDeviceLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my tenants */
        get: operations["listTenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a tenant */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the budget and its use */
        get: operations["getBudget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List members */
        get: operations["listMembers"];
        put?: never;
        /**
         * Add a member
         * @description Makes the account when the address is new; then `password` is required.
         */
        post: operations["addMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member
         * @description Sessions and tokens lose the tenant at once.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /** Change a role */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/v1/tenants/{tenant}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what happens in a tenant
         * @description Server-sent events; resumes after `Last-Event-ID`.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all tenants */
        get: operations["listAllTenants"];
        put?: never;
        /** Make a tenant with its first owner */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/tenants/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show any tenant */
        get: operations["getAnyTenant"];
        put?: never;
        post?: never;
        /** Delete a tenant with everything that is theirs */
        delete: operations["deleteTenant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/tenants/{tenant}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop all apps of a tenant and refuse changes */
        post: operations["suspendTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/tenants/{tenant}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start the apps of a suspended tenant again */
        post: operations["resumeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/tenants/{tenant}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a tenant’s budget and its use */
        get: operations["getAnyBudget"];
        /**
         * Set a tenant’s budget
         * @description In force within seconds. A cut below the use blocks growth and kills nothing.
         */
        put: operations["setBudget"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List plans */
        get: operations["listPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/plans/{plan}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make or change a plan */
        put: operations["putPlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List clusters */
        get: operations["listClusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List apps */
        get: operations["listApps"];
        put?: never;
        /** Make an app */
        post: operations["createApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an app */
        get: operations["getApp"];
        put?: never;
        post?: never;
        /**
         * Delete an app with everything that is its
         * @description One that was never deployed; any other needs the role admin.
         */
        delete: operations["deleteApp"];
        options?: never;
        head?: never;
        /**
         * Change an app’s settings
         * @description They count from the next source on. A push is deployed when it changes something in the root or in a watched path since the live release.
         */
        patch: operations["changeApp"];
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a source as tar.gz or zip
         * @description Every entry is checked while it streams into the registry; a refused archive leaves nothing behind. A zip file is kept as the tar.gz of the same files.
         */
        post: operations["uploadSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an environment
         * @description With a URL and a config of its own; nothing runs in it before the first deployment or promotion.
         */
        post: operations["createEnvironment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what serves, and how we know */
        get: operations["getEnvironment"];
        put?: never;
        post?: never;
        /**
         * Delete an environment with everything that is its
         * @description `production` goes with its app alone.
         */
        delete: operations["deleteEnvironment"];
        options?: never;
        head?: never;
        /**
         * Change an environment’s settings
         * @description Those that are named; they count from the next deployment on.
         */
        patch: operations["changeEnvironment"];
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List deployments, newest first */
        get: operations["listDeployments"];
        put?: never;
        /**
         * Deploy a source or an image
         * @description Accepted at once; follow it by its events. A newer deployment supersedes one that still waits.
         */
        post: operations["createDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show what a deployment would change, and change nothing */
        post: operations["checkDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a deployment */
        get: operations["getDeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a deployment to its end
         * @description Server-sent events; resumes after `Last-Event-ID`; ends after the final state.
         */
        get: operations["streamDeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/build-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read or follow the build log
         * @description Server-sent events; resumes after `Last-Event-ID`; ends with the build.
         */
        get: operations["streamBuildLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/build": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what a deployment builds, and from what
         * @description With the Dockerfile that Berth generated. `source` is null for a deployment without one (an image, a rollback, new config), `build` until the build has begun.
         */
        get: operations["getBuild"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/release-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read or follow the release command’s log
         * @description Server-sent events; resumes after `Last-Event-ID`; ends with the command.
         */
        get: operations["streamReleaseLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a deployment */
        post: operations["cancelDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the present stage of a rollout last
         * @description Until a resume or a continue. What is found wrong still ends it.
         */
        post: operations["pauseRollout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the time of a paused stage go on */
        post: operations["resumeRollout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/continue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave the present stage of a rollout now
         * @description The next one comes, or the end; a blue-green deployment that is switched by hand switches.
         */
        post: operations["continueRollout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a deployment again
         * @description Makes a new deployment of the same source or image, with the config as it is now.
         */
        post: operations["retryDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deploy what another environment of the app runs
         * @description The same image and process settings, without a build; the config of this environment.
         */
        post: operations["promote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace all pods by new ones of the same release */
        post: operations["restart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List releases, newest first */
        get: operations["listReleases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what differs between two releases
         * @description Config by name; a variable’s values only for roles that may read them, a secret’s never.
         */
        get: operations["diffReleases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/releases/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a release, and what of the config differs from the one before */
        get: operations["getRelease"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to an earlier release
         * @description Makes a new release equal to the old one, config included unless `keepConfig`.
         */
        post: operations["rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show variables and the names of secrets */
        get: operations["getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Set and remove variables and secrets, all or nothing */
        patch: operations["changeConfig"];
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/processes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List processes with their pods */
        get: operations["listProcesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/processes/{process}/scale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set how many pods a process has
         * @description `min` = `max` is a fixed number; a range is scaled by CPU and memory as berth.yaml says, or by requests. A web process with a range from 0 sleeps while nobody asks for it.
         */
        put: operations["scaleProcess"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read or follow the app’s log
         * @description Server-sent events; resumes after `Last-Event-ID`.
         */
        get: operations["streamLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List cron processes with their next and last run */
        get: operations["listCron"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs of a cron process, newest first
         * @description Also of one that the present release has no more.
         */
        get: operations["listCronRuns"];
        put?: never;
        /**
         * Run a cron process now
         * @description Beside its schedule, also while it is paused. Refused while a run of it is under way, unless its `concurrency` is `allow`.
         */
        post: operations["runCron"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/runs/{cronRun}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a run */
        get: operations["getCronRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/runs/{cronRun}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the kept lines of a run
         * @description Kept when each of its pods ends, the last 1 000 of each. While it runs, `streamLogs` with `process` shows them live.
         */
        get: operations["getCronRunLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop the clock of a cron process
         * @description Until it is resumed, whatever is released meanwhile. A run that is under way goes on.
         */
        post: operations["pauseCron"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the clock of a cron process go on */
        post: operations["resumeCron"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List own domains, and what to do next for each */
        get: operations["listDomains"];
        put?: never;
        /**
         * Add an own domain
         * @description Nothing is served until its proof is seen in DNS; whoever proves a host gets it, not who adds it first. An environment may have 20.
         */
        post: operations["addDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains/{host}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look for the proof of a domain now */
        post: operations["checkDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains/{host}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a verified domain a certificate
         * @description Replaces the one before. Every name in it must be, or be below, a verified domain of the tenant. The key is kept sealed and never shown.
         */
        put: operations["setDomainCertificate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains/{host}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an own domain
         * @description The app is reached by it no more, and its certificate is forgotten.
         */
        delete: operations["removeDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/previews/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an app’s preview settings */
        get: operations["getPreviewSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Enable previews, and say what they may have
         * @description Names, patterns, time and config count for previews that are made or deployed from then on; size and pods at the next look.
         */
        patch: operations["changePreviewSettings"];
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List an app’s previews, the oldest first */
        get: operations["listPreviews"];
        put?: never;
        /**
         * Make the preview of a branch, or find it
         * @description An environment with a URL and a config of its own; deploy to it by its name. One that exists stays for its whole time from now on.
         */
        post: operations["createPreview"];
        /** Delete the preview of a branch with everything that is its */
        delete: operations["deletePreview"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/repository": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the connected repository */
        get: operations["getRepository"];
        put?: never;
        /**
         * Deploy what is pushed to GitHub or GitLab
         * @description Answers with the address and the secret to enter there as a webhook.
         */
        post: operations["connectRepository"];
        /**
         * Disconnect the repository
         * @description What was deployed stays.
         */
        delete: operations["disconnectRepository"];
        options?: never;
        head?: never;
        /** Change which branch is deployed where, or the token */
        patch: operations["changeRepository"];
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/repository/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new webhook secret
         * @description The old one is refused from now on.
         */
        post: operations["rotateRepositorySecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/repository/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what the provider told of, newest first */
        get: operations["listRepositoryDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/repository/deliveries/{delivery}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Work on a delivery once more
         * @description An older commit never replaces a newer one.
         */
        post: operations["redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List runs, newest first */
        get: operations["listRuns"];
        put?: never;
        /**
         * Run a command once, with the live release’s image and config
         * @description In a pod of its own, which counts in the budget and is not started again. With `attach` it begins when its terminal is opened, within 30 s, and ends with it.
         */
        post: operations["createRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/exec": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a command in a pod that runs
         * @description It begins when its terminal is opened, and lasts 12 h at most.
         */
        post: operations["createExec"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a run */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/runs/{run}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a run
         * @description SIGTERM, and SIGKILL after 10 s.
         */
        post: operations["stopRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/runs/{run}/terminal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open the terminal of a run
         * @description A WebSocket of the subprotocol `berth.terminal.v1`; once, by who made the run.
         */
        get: operations["openTerminal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List volumes, used and unused */
        get: operations["listVolumes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/apps/{app}/environments/{environment}/volumes/{volume}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a volume with what is on it
         * @description One that nothing uses, while no deployment is under way.
         */
        delete: operations["deleteVolume"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        App: {
            /**
             * Format: uuid
             * @description Opaque id.
             */
            id: string;
            name: string;
            tenant: string;
            /** @enum {string} */
            state: "active" | "deleting";
            /** Format: uri */
            url: string;
            /**
             * Format: uri
             * @description Where to push to.
             */
            gitUrl?: string;
            /** @description The folder of the repository that is its source; empty: all of it. */
            root?: string;
            /** @description Paths whose changes are deployed, besides the root’s. */
            watch?: string[];
            environments: {
                app: string;
                name: string;
                /** Format: uri */
                url: string;
                /** @enum {string} */
                state: "not-deployed" | "live" | "degraded" | "down" | "asleep" | "stopped" | "deleting" | "unknown";
                reason: string;
                observedAt: string | null;
                liveRelease: number | null;
                servingRelease: number | null;
                /** @description The config that the next deployment gets. */
                configVersion: number;
                /** @description The config of the live release; of one environment alone. */
                liveConfigVersion?: number | null;
                /** @description How long a new release is watched; null: as long as the installation says. */
                watchSeconds: number | null;
                /** @description How the next release takes over, unless its source or its deployment says otherwise. */
                rollout?: {
                    settings: {
                        /** @constant */
                        strategy: "rolling";
                    } | {
                        /** @constant */
                        strategy: "staged";
                        /** @description How long one pod is watched beside the others. */
                        watchSeconds: number;
                    } | {
                        /** @constant */
                        strategy: "canary";
                        steps: {
                            /** @description Percent of the requests. */
                            weight: number;
                            seconds: number;
                        }[];
                        /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                        gates?: {
                            /** @description Most answers of 500 and above, in percent. */
                            errorPercent?: number;
                            /** @description Most milliseconds that 95 of 100 answers may take. */
                            latencyP95Ms?: number;
                        };
                    } | {
                        /** @constant */
                        strategy: "blue-green";
                        /**
                         * @description `manual` waits for `berth rollout continue` before requests go over.
                         * @enum {string}
                         */
                        switch: "auto" | "manual";
                        /** @description How long the release before stands by at full size, for an instant return. */
                        keepSeconds: number;
                    };
                    /**
                     * @description What said so: the berth.yaml of the live release, or the environment’s setting.
                     * @enum {string}
                     */
                    from: "berth.yaml" | "setting" | "default";
                    /** @description The environment’s setting, which berth.yaml overrides. */
                    setting: ({
                        /** @constant */
                        strategy: "rolling";
                    } | {
                        /** @constant */
                        strategy: "staged";
                        /** @description How long one pod is watched beside the others. */
                        watchSeconds: number;
                    } | {
                        /** @constant */
                        strategy: "canary";
                        steps: {
                            /** @description Percent of the requests. */
                            weight: number;
                            seconds: number;
                        }[];
                        /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                        gates?: {
                            /** @description Most answers of 500 and above, in percent. */
                            errorPercent?: number;
                            /** @description Most milliseconds that 95 of 100 answers may take. */
                            latencyP95Ms?: number;
                        };
                    } | {
                        /** @constant */
                        strategy: "blue-green";
                        /**
                         * @description `manual` waits for `berth rollout continue` before requests go over.
                         * @enum {string}
                         */
                        switch: "auto" | "manual";
                        /** @description How long the release before stands by at full size, for an instant return. */
                        keepSeconds: number;
                    }) | null;
                };
                /** @description For a preview: its branch, the environment that it started from, and when it goes unless it is deployed again. */
                preview?: {
                    branch: string;
                    basedOn: string | null;
                    /**
                     * Format: date-time
                     * @description UTC, RFC 3339.
                     */
                    expiresAt: string;
                } | null;
                lastDeployment: components["schemas"]["Deployment"] | null;
            }[];
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
        };
        BudgetUse: {
            plan: string;
            budget: {
                /** @description Sum of CPU requests, in millicores. */
                cpuMillicores: number;
                /** @description Sum of memory limits, in bytes. */
                memoryBytes: number;
                /** @description Number of pods. */
                pods: number;
                /** @description Sum of volume sizes, in bytes. */
                storageBytes: number;
                /** @description Number of apps. */
                apps: number;
            };
            /** @description As the cluster counts it; null before its first answer. */
            used: {
                /** @description Sum of CPU requests, in millicores. */
                cpuMillicores: number;
                /** @description Sum of memory limits, in bytes. */
                memoryBytes: number;
                /** @description Number of pods. */
                pods: number;
                /** @description Sum of volume sizes, in bytes. */
                storageBytes: number;
                /** @description Number of apps. */
                apps: number;
            } | null;
            measuredAt: string | null;
        };
        Build: {
            /**
             * Format: uuid
             * @description Opaque id.
             */
            id: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            image: string | null;
            imageDigest: string | null;
            layers: number | null;
            cachedLayers: number | null;
            startedAt: string | null;
            finishedAt: string | null;
        };
        BuildLogChunk: {
            seq: number;
            text: string;
        };
        Check: {
            objects: {
                kind: string;
                name: string;
                /** @enum {string} */
                change: "create" | "update" | "delete" | "none";
                /** @description Changed fields; secret values never. */
                fields: string[];
                /**
                 * @description The changed fields with their values; those of secrets are hidden.
                 * @default []
                 */
                changes: {
                    /** @description JSON pointer. */
                    path: string;
                    /** @description Shortened; what is no text as JSON; null where there is none. */
                    before: string | null;
                    after: string | null;
                }[];
            }[];
            needs: {
                cpuMillicores: number;
                memoryBytes: number;
                pods: number;
            };
            free: {
                cpuMillicores: number;
                memoryBytes: number;
                pods: number;
            } | null;
            /**
             * @description The tenant’s use before, and when everything has been replaced; null where the cluster counts nothing.
             * @default null
             */
            budget: {
                limit: {
                    cpuMillicores?: number;
                    memoryBytes?: number;
                    pods?: number;
                };
                before: {
                    cpuMillicores: number;
                    memoryBytes: number;
                    pods: number;
                };
                after: {
                    cpuMillicores: number;
                    memoryBytes: number;
                    pods: number;
                };
            } | null;
            surge: string | null;
            /**
             * @description How the release is tried beside the one that serves, or why it is not although that was asked for; else null.
             * @default null
             */
            rollout: string | null;
            /** @description Storage that its volumes take beyond what they have; absent where they take none. */
            storage?: {
                /** @description Bytes. */
                more: number;
                /** @description What the budget has left; null where nothing is counted. */
                free: number | null;
            };
            /** @description Why the cluster would refuse it. */
            refusal: string | null;
            /**
             * @description What could not be known before the deployment.
             * @default null
             */
            note: string | null;
        };
        Cluster: {
            name: string;
            baseDomain: string;
            ingressClass: string;
            registryHost: string;
            isDefault: boolean;
            tenants: number;
            observed: {
                reachable: boolean;
                version: string | null;
                nodes: number;
                cpuMillicores: number;
                memoryBytes: number;
                message: string | null;
                /**
                 * Format: date-time
                 * @description UTC, RFC 3339.
                 */
                observedAt: string;
            } | null;
        };
        Config: {
            version: number;
            variables: {
                [key: string]: string;
            };
            /** @description Names only: values are never returned. */
            secrets: string[];
            changedAt: string | null;
            changedBy: string | null;
        };
        ConfigChange: {
            /**
             * @description Variables to set.
             * @default {}
             */
            set: {
                [key: string]: string;
            };
            /**
             * @description Secrets to set: sealed, never returned.
             * @default {}
             */
            secrets: {
                [key: string]: string;
            };
            /**
             * @description Names to remove.
             * @default []
             */
            unset: string[];
            /**
             * @description Deploy at once when something is deployed.
             * @default true
             */
            deploy: boolean;
        };
        Cron: {
            name: string;
            /** @description Five fields as in crontab, or a nickname such as @daily. */
            schedule: string;
            /** @description Of the IANA database. */
            timeZone: string;
            /** @description argv; null runs what the image says. */
            command: string[] | null;
            /** @description How long a run may take, all its tries together. */
            timeoutSeconds: number;
            /**
             * @description What happens when a run is due while the one before still runs.
             * @enum {string}
             */
            concurrency: "forbid" | "replace" | "allow";
            /** @description How often a run that fails is tried again. */
            retries: number;
            size: {
                cpuRequestMillicores: number;
                memoryRequestBytes: number;
                memoryLimitBytes: number;
            };
            /** @description Whether its clock stands still: it was stopped by hand, or this is a preview. */
            paused: boolean;
            /** @description Null while it is paused or the tenant is suspended. */
            nextRunAt: string | null;
            lastRun: components["schemas"]["CronRun"] | null;
        };
        CronRun: {
            /**
             * Format: uuid
             * @description Opaque id.
             */
            id: string;
            cron: string;
            /** @enum {string} */
            trigger: "schedule" | "manual";
            /**
             * @description `stopped`: it ended before it had done its work, and not by a fault of its own.
             * @enum {string}
             */
            state: "queued" | "running" | "succeeded" | "failed" | "stopped";
            release: number | null;
            /** @description Name of its Job on the cluster; its pods’ names begin with it. */
            job: string | null;
            /** @description When it was due; null for one that was begun by hand. */
            scheduledFor: string | null;
            startedAt: string | null;
            finishedAt: string | null;
            exitCode: number | null;
            /** @description What it waits for, or why it was stopped. */
            reason: string | null;
            failure: components["schemas"]["Failure"] | null;
            createdBy: string | null;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
        };
        Deployment: {
            /**
             * Format: uuid
             * @description Opaque id.
             */
            id: string;
            number: number;
            app: string;
            environment: string;
            /** @enum {string} */
            cause: "deploy" | "rollback" | "config" | "restart" | "promote" | "automatic";
            /** @enum {string} */
            state: "queued" | "running" | "live" | "failed" | "cancelled" | "superseded";
            release: number | null;
            previousRelease: number | null;
            buildId: string | null;
            /** Format: uri */
            url: string;
            steps: components["schemas"]["DeploymentStep"][];
            failure: components["schemas"]["Failure"] | null;
            check: components["schemas"]["Check"] | null;
            warnings: string[];
            /** @description What berth.yaml and Procfile in its source set, a sentence each. */
            fromSource: string[];
            /** @description What was pushed, where it came by git. */
            commit?: {
                id: string;
                branch: string;
                author: string;
                message: string;
            } | null;
            /** @description The time after it went live in which its release is watched; null when it is not. */
            watch: {
                /** @enum {string} */
                state: "watching" | "passed" | "failed" | "replaced";
                /**
                 * Format: date-time
                 * @description UTC, RFC 3339.
                 */
                until: string;
                /** @description What was found. */
                failure: components["schemas"]["Failure"] | null;
            } | null;
            /** @description Cause `automatic`: the deployment whose release failed in its watch, and how. */
            recovers: {
                deployment: number;
                release: number | null;
                failure: components["schemas"]["Failure"] | null;
            } | null;
            /** @description How far the release has been tried beside the one that serves; null when it is not. */
            rollout?: {
                /** @enum {string} */
                strategy: "rolling" | "staged" | "canary" | "blue-green";
                /**
                 * @description `pods`: requests are shared by number of pods.
                 * @enum {string}
                 */
                sharing: "weight" | "pods";
                stages: {
                    /** @description Of the requests. */
                    percent: number;
                    pods: number;
                    seconds: number;
                    /** @description Ends by a continue alone. */
                    manual: boolean;
                }[];
                /** @description Index of the stage that was reached. */
                stage: number;
                /**
                 * @description `starting`: its pods come up; `holding`: it is watched; `passed`: all stages are over.
                 * @enum {string}
                 */
                phase: "starting" | "holding" | "passed";
                paused: boolean;
                /** @description Of the stage; null where time does not end it. */
                secondsLeft: number | null;
                /** @description Leads to the new release alone, while it is tried. */
                previewUrl: string | null;
                /** @description What its requests must keep to. */
                gates: {
                    /** @description Most answers of 500 and above, in percent. */
                    errorPercent?: number;
                    /** @description Most milliseconds that 95 of 100 answers may take. */
                    latencyP95Ms?: number;
                };
                /** @description What the ingress measured of the stage; null where it does not. */
                figures: {
                    requests: number;
                    errors: number;
                    p95Ms: number | null;
                } | null;
            } | null;
            /** @description Number of the deployment that this one tries again. */
            retryOf: number | null;
            /** @description Its place while it waits. */
            queue: {
                /** @description Deployments of the tenant that run or come before. */
                ahead: number;
                /** @description Number of the deployment of this environment that runs first. */
                behind: number | null;
            } | null;
            createdBy: string | null;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
            startedAt: string | null;
            finishedAt: string | null;
        };
        DeploymentStep: {
            /** @enum {string} */
            name: "build" | "check" | "release" | "tryOut" | "apply" | "rollOut" | "verify";
            /** @enum {string} */
            state: "pending" | "running" | "done" | "skipped" | "failed" | "cancelled";
            detail: string | null;
            startedAt: string | null;
            finishedAt: string | null;
        };
        Domain: {
            host: string;
            /**
             * @description `pending`: its proof has not been seen yet. `verified`: the app is reached by it.
             * @enum {string}
             */
            state: "pending" | "verified";
            /** Format: uri */
            url: string;
            /** @description The DNS record that proves whose host it is. It may go once the domain is verified. */
            proof: {
                name: string;
                /** @constant */
                type: "TXT";
                value: string;
            };
            /** @description The host that its own CNAME record should lead to. */
            target: string;
            /** @description What the last look for the proof found, while it is pending. */
            finding: string | null;
            /** @description What to do next; null: nothing. */
            next: string | null;
            /** @description The certificate that was given; null: the ingress shows its own. */
            certificate: {
                names: string[];
                issuer: string;
                /**
                 * Format: date-time
                 * @description UTC, RFC 3339.
                 */
                validUntil: string;
                /** @description Why visitors are not shown it; null: they are. */
                leftOut: string | null;
            } | null;
            checkedAt: string | null;
            /** @description Null: the proof is looked for only when somebody asks. */
            nextCheckAt: string | null;
            verifiedAt: string | null;
            /** @description Whether berth.yaml of the source that was deployed here last names it: when it is removed, the next deployment adds it again, pending. */
            fromSource: boolean;
            createdBy: string | null;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
        };
        Environment: {
            app: string;
            name: string;
            /** Format: uri */
            url: string;
            /** @enum {string} */
            state: "not-deployed" | "live" | "degraded" | "down" | "asleep" | "stopped" | "deleting" | "unknown";
            reason: string;
            observedAt: string | null;
            liveRelease: number | null;
            servingRelease: number | null;
            /** @description The config that the next deployment gets. */
            configVersion: number;
            /** @description The config of the live release; of one environment alone. */
            liveConfigVersion?: number | null;
            /** @description How long a new release is watched; null: as long as the installation says. */
            watchSeconds: number | null;
            /** @description How the next release takes over, unless its source or its deployment says otherwise. */
            rollout?: {
                settings: {
                    /** @constant */
                    strategy: "rolling";
                } | {
                    /** @constant */
                    strategy: "staged";
                    /** @description How long one pod is watched beside the others. */
                    watchSeconds: number;
                } | {
                    /** @constant */
                    strategy: "canary";
                    steps: {
                        /** @description Percent of the requests. */
                        weight: number;
                        seconds: number;
                    }[];
                    /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                    gates?: {
                        /** @description Most answers of 500 and above, in percent. */
                        errorPercent?: number;
                        /** @description Most milliseconds that 95 of 100 answers may take. */
                        latencyP95Ms?: number;
                    };
                } | {
                    /** @constant */
                    strategy: "blue-green";
                    /**
                     * @description `manual` waits for `berth rollout continue` before requests go over.
                     * @enum {string}
                     */
                    switch: "auto" | "manual";
                    /** @description How long the release before stands by at full size, for an instant return. */
                    keepSeconds: number;
                };
                /**
                 * @description What said so: the berth.yaml of the live release, or the environment’s setting.
                 * @enum {string}
                 */
                from: "berth.yaml" | "setting" | "default";
                /** @description The environment’s setting, which berth.yaml overrides. */
                setting: ({
                    /** @constant */
                    strategy: "rolling";
                } | {
                    /** @constant */
                    strategy: "staged";
                    /** @description How long one pod is watched beside the others. */
                    watchSeconds: number;
                } | {
                    /** @constant */
                    strategy: "canary";
                    steps: {
                        /** @description Percent of the requests. */
                        weight: number;
                        seconds: number;
                    }[];
                    /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                    gates?: {
                        /** @description Most answers of 500 and above, in percent. */
                        errorPercent?: number;
                        /** @description Most milliseconds that 95 of 100 answers may take. */
                        latencyP95Ms?: number;
                    };
                } | {
                    /** @constant */
                    strategy: "blue-green";
                    /**
                     * @description `manual` waits for `berth rollout continue` before requests go over.
                     * @enum {string}
                     */
                    switch: "auto" | "manual";
                    /** @description How long the release before stands by at full size, for an instant return. */
                    keepSeconds: number;
                }) | null;
            };
            /** @description For a preview: its branch, the environment that it started from, and when it goes unless it is deployed again. */
            preview?: {
                branch: string;
                basedOn: string | null;
                /**
                 * Format: date-time
                 * @description UTC, RFC 3339.
                 */
                expiresAt: string;
            } | null;
            lastDeployment: components["schemas"]["Deployment"] | null;
            processes: components["schemas"]["Process"][];
        };
        Event: {
            /** @description Grows; send it back as Last-Event-ID. */
            id: string;
            kind: string;
            app: string | null;
            environment: string | null;
            deploymentId: string | null;
            data: {
                [key: string]: unknown;
            };
            actor: string | null;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            at: string;
        };
        Failure: {
            /** @description Stable failure class, such as `crash` or `out-of-memory`. */
            class: string;
            step: ("build" | "check" | "release" | "tryOut" | "apply" | "rollOut" | "verify") | null;
            /** @description The cause in one sentence. */
            message: string;
            evidence: string[];
            /** @description Last log lines, secrets redacted. */
            lastLines: string[];
            remedy: string;
            /**
             * Format: uri
             * @description The page that explains this class: what is seen, why it happens, what to do.
             */
            docs: string;
        };
        LogLine: {
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            at: string;
            pod: string;
            process: string;
            release: number | null;
            line: string;
            /** @description True where lines were lost before this one. */
            gap?: boolean;
        };
        Me: {
            id: string;
            /** Format: email */
            email: string;
            name: string;
            operator: boolean;
            tenants: {
                tenant: string;
                name: string;
                /** @enum {string} */
                role: "viewer" | "developer" | "admin" | "owner";
            }[];
            token: {
                /**
                 * Format: uuid
                 * @description Opaque id.
                 */
                id: string;
                name: string;
                expiresAt: string | null;
            } | null;
        };
        Member: {
            userId: string;
            /** Format: email */
            email: string;
            name: string;
            /** @enum {string} */
            role: "viewer" | "developer" | "admin" | "owner";
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
        };
        NewToken: {
            /**
             * Format: uuid
             * @description Opaque id.
             */
            id: string;
            name: string;
            prefix: string;
            tenant: string | null;
            role: ("viewer" | "developer" | "admin" | "owner") | null;
            expiresAt: string | null;
            lastUsedAt: string | null;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
            /** @description Shown this once. */
            secret: string;
        };
        Plan: {
            name: string;
            budget: {
                /** @description Sum of CPU requests, in millicores. */
                cpuMillicores: number;
                /** @description Sum of memory limits, in bytes. */
                memoryBytes: number;
                /** @description Number of pods. */
                pods: number;
                /** @description Sum of volume sizes, in bytes. */
                storageBytes: number;
                /** @description Number of apps. */
                apps: number;
            };
            isDefault: boolean;
        };
        PreviewList: {
            enabled: boolean;
            /** @description Previews at most. */
            most: number;
            items: {
                app: string;
                name: string;
                /** Format: uri */
                url: string;
                /** @enum {string} */
                state: "not-deployed" | "live" | "degraded" | "down" | "asleep" | "stopped" | "deleting" | "unknown";
                reason: string;
                observedAt: string | null;
                liveRelease: number | null;
                servingRelease: number | null;
                /** @description The config that the next deployment gets. */
                configVersion: number;
                /** @description The config of the live release; of one environment alone. */
                liveConfigVersion?: number | null;
                /** @description How long a new release is watched; null: as long as the installation says. */
                watchSeconds: number | null;
                /** @description How the next release takes over, unless its source or its deployment says otherwise. */
                rollout?: {
                    settings: {
                        /** @constant */
                        strategy: "rolling";
                    } | {
                        /** @constant */
                        strategy: "staged";
                        /** @description How long one pod is watched beside the others. */
                        watchSeconds: number;
                    } | {
                        /** @constant */
                        strategy: "canary";
                        steps: {
                            /** @description Percent of the requests. */
                            weight: number;
                            seconds: number;
                        }[];
                        /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                        gates?: {
                            /** @description Most answers of 500 and above, in percent. */
                            errorPercent?: number;
                            /** @description Most milliseconds that 95 of 100 answers may take. */
                            latencyP95Ms?: number;
                        };
                    } | {
                        /** @constant */
                        strategy: "blue-green";
                        /**
                         * @description `manual` waits for `berth rollout continue` before requests go over.
                         * @enum {string}
                         */
                        switch: "auto" | "manual";
                        /** @description How long the release before stands by at full size, for an instant return. */
                        keepSeconds: number;
                    };
                    /**
                     * @description What said so: the berth.yaml of the live release, or the environment’s setting.
                     * @enum {string}
                     */
                    from: "berth.yaml" | "setting" | "default";
                    /** @description The environment’s setting, which berth.yaml overrides. */
                    setting: ({
                        /** @constant */
                        strategy: "rolling";
                    } | {
                        /** @constant */
                        strategy: "staged";
                        /** @description How long one pod is watched beside the others. */
                        watchSeconds: number;
                    } | {
                        /** @constant */
                        strategy: "canary";
                        steps: {
                            /** @description Percent of the requests. */
                            weight: number;
                            seconds: number;
                        }[];
                        /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                        gates?: {
                            /** @description Most answers of 500 and above, in percent. */
                            errorPercent?: number;
                            /** @description Most milliseconds that 95 of 100 answers may take. */
                            latencyP95Ms?: number;
                        };
                    } | {
                        /** @constant */
                        strategy: "blue-green";
                        /**
                         * @description `manual` waits for `berth rollout continue` before requests go over.
                         * @enum {string}
                         */
                        switch: "auto" | "manual";
                        /** @description How long the release before stands by at full size, for an instant return. */
                        keepSeconds: number;
                    }) | null;
                };
                /** @description For a preview: its branch, the environment that it started from, and when it goes unless it is deployed again. */
                preview?: {
                    branch: string;
                    basedOn: string | null;
                    /**
                     * Format: date-time
                     * @description UTC, RFC 3339.
                     */
                    expiresAt: string;
                } | null;
                lastDeployment: components["schemas"]["Deployment"] | null;
            }[];
        };
        PreviewSettings: {
            /** @description Whether branches get previews. */
            enabled: boolean;
            /** @description The environment whose settings and config a new preview starts from. */
            base: string;
            /** @description How long a preview stays after its last deployment. */
            ttlSeconds: number;
            /** @description Previews at most. */
            most: number;
            /** @description Branches that may have a preview: `*` is anything but `/`, `**` anything. */
            branches: string[];
            /**
             * @description Which variables of the base a new preview gets.
             * @enum {string}
             */
            variables: "all" | "none";
            /**
             * @description Which secrets of the base a new preview gets; `named`: those in `secretNames`.
             * @enum {string}
             */
            secrets: "none" | "all" | "named";
            /** @description Secrets that a new preview gets where `secrets` is `named`. */
            secretNames: string[];
            /**
             * @description The largest size of a pod.
             * @enum {string}
             */
            size: "nano" | "tiny" | "small" | "medium" | "large";
            /** @description Pods of a process at most. */
            pods: number;
        };
        Problem: {
            /** @description `urn:berth:problem:<code>`. */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Stable; programs compare this. */
            code: string;
            /** @description What to do. */
            remedy: string;
            /** @description The request id. */
            instance: string;
            errors?: {
                /** @description JSON pointer. */
                path: string;
                message: string;
            }[];
        };
        Process: {
            name: string;
            kind: string;
            scale: {
                min: number;
                max: number;
                /** @description With a range from 0: how long without a request until the process sleeps; 600 when absent. */
                idleSeconds?: number;
                /** @description With a range of a web process: how many requests per second a pod is to get. CPU counts beside it only where the process says so. */
                requestsPerSecond?: number;
            };
            ready: number;
            desired: number;
            command: string[] | null;
            size: {
                cpuRequestMillicores: number;
                memoryRequestBytes: number;
                memoryLimitBytes: number;
            };
            /** @description Settings that berth.yaml or Procfile of its source set, such as `command` and `scale`. */
            fromSource?: string[];
            pods: {
                name: string;
                process: string;
                release: number | null;
                /**
                 * @description Only on pods of a release that is tried beside the one that serves.
                 * @constant
                 */
                track?: "candidate";
                /** @description starting, ready, not-ready, crashed, stopping, pending */
                state: string;
                reason: string | null;
                ready: boolean;
                restarts: number;
                startedAt: string | null;
                /** @description How one of its containers ended last; absent when none has. */
                lastExit?: {
                    /** @description exit code 3, out of memory, failed its liveness check, … */
                    reason: string;
                    exitCode: number;
                    /** @description What it left as its last word. */
                    message: string | null;
                    at: string | null;
                };
                cpuMillicores: number | null;
                memoryBytes: number | null;
            }[];
        };
        Release: {
            version: number;
            /** @description Whether it is the one that is meant to serve. */
            live: boolean;
            /** @description Whether a deployment of it ever got live. False for one whose first deployment still runs, failed or was cancelled. */
            wasLive: boolean;
            /** @description `failed`: it went live and failed in its watch; Berth went back by itself. */
            watch: ("watching" | "passed" | "failed" | "replaced") | null;
            image: string;
            imageDigest: string;
            configVersion: number;
            processes: {
                name: string;
                /** @enum {string} */
                kind: "web" | "worker";
                /** @description argv; null runs what the image says. */
                command: string[] | null;
                /** @description The port it listens on, given to it as PORT; null for a worker. */
                port: number | null;
                /**
                 * @description What it speaks at its port: http1 when absent, h2c for HTTP/2 without TLS, grpc.
                 * @enum {string}
                 */
                protocol?: "http1" | "h2c" | "grpc";
                readiness: {
                    /** @constant */
                    type: "tcp";
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                    /** @description Seconds that a start may take before it counts as failed. */
                    graceSeconds?: number;
                } | {
                    /** @constant */
                    type: "http";
                    path: string;
                    /** @description Headers of the request; Host among them. */
                    headers?: {
                        [key: string]: string;
                    };
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                    /** @description Seconds that a start may take before it counts as failed. */
                    graceSeconds?: number;
                } | {
                    /** @constant */
                    type: "grpc";
                    /** @description The service whose health is asked; the whole server when absent. */
                    service?: string;
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                    /** @description Seconds that a start may take before it counts as failed. */
                    graceSeconds?: number;
                } | {
                    /** @constant */
                    type: "command";
                    /** @description argv */
                    command: string[];
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                    /** @description Seconds that a start may take before it counts as failed. */
                    graceSeconds?: number;
                };
                /** @description A process that fails it is restarted. */
                liveness?: {
                    /** @constant */
                    type: "tcp";
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "http";
                    path: string;
                    /** @description Headers of the request; Host among them. */
                    headers?: {
                        [key: string]: string;
                    };
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "grpc";
                    /** @description The service whose health is asked; the whole server when absent. */
                    service?: string;
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "command";
                    /** @description argv */
                    command: string[];
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                };
                /** @description Until it has passed once, no other check is made; a process that never passes it is restarted. */
                startup?: {
                    /** @constant */
                    type: "tcp";
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "http";
                    path: string;
                    /** @description Headers of the request; Host among them. */
                    headers?: {
                        [key: string]: string;
                    };
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "grpc";
                    /** @description The service whose health is asked; the whole server when absent. */
                    service?: string;
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "command";
                    /** @description argv */
                    command: string[];
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                };
                /** @description Commands, as argv, that run one after the other before each start of a pod. */
                init?: string[][];
                size: {
                    cpuRequestMillicores: number;
                    memoryRequestBytes: number;
                    memoryLimitBytes: number;
                };
                minReadySeconds: number;
                gracePeriodSeconds: number;
                /** @description How long web goes on before SIGTERM, while the ingress stops sending to it. */
                drainSeconds?: number;
                /** @description A command, as argv, that runs in a pod that has to go, before SIGTERM. */
                stop?: string[];
                /** @description How many pods a drained node may take at once. */
                maxUnavailable?: number | string;
                /** @description What a range of replicas follows: 70 % of the CPU when absent, unless it follows requests. */
                autoscale?: {
                    cpuPercent?: number;
                    memoryPercent?: number;
                };
                /** @description Replicas until somebody scales the process. */
                scale?: {
                    min: number;
                    max: number;
                    /** @description With a range from 0: how long without a request until the process sleeps; 600 when absent. */
                    idleSeconds?: number;
                    /** @description With a range of a web process: how many requests per second a pod is to get. CPU counts beside it only where the process says so. */
                    requestsPerSecond?: number;
                };
                /** @description What it keeps on disk. It then has one pod at most, and a new one starts after the old one has ended. */
                volumes?: {
                    name: string;
                    /** @description Where the process finds it. */
                    path: string;
                    sizeBytes: number;
                }[];
            }[];
            /** @description Runs once per deployment of new code, before anything is changed. */
            releaseCommand: {
                /** @description argv */
                command: string[];
                timeoutSeconds: number;
                size?: {
                    cpuRequestMillicores: number;
                    memoryRequestBytes: number;
                    memoryLimitBytes: number;
                };
            } | null;
            /** @description Commands that run by the clock. */
            cron?: {
                name: string;
                /** @description Five fields as in crontab, or a nickname such as @daily. */
                schedule: string;
                /** @description Of the IANA database. */
                timeZone: string;
                /** @description argv; null runs what the image says. */
                command: string[] | null;
                /** @description How long a run may take, all its tries together. */
                timeoutSeconds: number;
                /**
                 * @description What happens when a run is due while the one before still runs.
                 * @enum {string}
                 */
                concurrency: "forbid" | "replace" | "allow";
                /** @description How often a run that fails is tried again. */
                retries: number;
                size: {
                    cpuRequestMillicores: number;
                    memoryRequestBytes: number;
                    memoryLimitBytes: number;
                };
            }[];
            /** @description How it takes over from the release before. */
            rollout?: {
                /** @constant */
                strategy: "rolling";
            } | {
                /** @constant */
                strategy: "staged";
                /** @description How long one pod is watched beside the others. */
                watchSeconds: number;
            } | {
                /** @constant */
                strategy: "canary";
                steps: {
                    /** @description Percent of the requests. */
                    weight: number;
                    seconds: number;
                }[];
                /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                gates?: {
                    /** @description Most answers of 500 and above, in percent. */
                    errorPercent?: number;
                    /** @description Most milliseconds that 95 of 100 answers may take. */
                    latencyP95Ms?: number;
                };
            } | {
                /** @constant */
                strategy: "blue-green";
                /**
                 * @description `manual` waits for `berth rollout continue` before requests go over.
                 * @enum {string}
                 */
                switch: "auto" | "manual";
                /** @description How long the release before stands by at full size, for an instant return. */
                keepSeconds: number;
            };
            /** @description What said so: its berth.yaml, which goes with it, or the environment’s setting; null: nothing did. */
            rolloutFrom?: ("berth.yaml" | "setting") | null;
            /** @description Names that must be configured. */
            requires: string[];
            /** @description What its code was pushed as, where it came by git. */
            commit?: {
                id: string;
                branch: string;
                author: string;
                message: string;
            } | null;
            description: string;
            createdBy: string | null;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
        };
        ReleaseDetail: {
            version: number;
            /** @description Whether it is the one that is meant to serve. */
            live: boolean;
            /** @description Whether a deployment of it ever got live. False for one whose first deployment still runs, failed or was cancelled. */
            wasLive: boolean;
            /** @description `failed`: it went live and failed in its watch; Berth went back by itself. */
            watch: ("watching" | "passed" | "failed" | "replaced") | null;
            image: string;
            imageDigest: string;
            configVersion: number;
            processes: {
                name: string;
                /** @enum {string} */
                kind: "web" | "worker";
                /** @description argv; null runs what the image says. */
                command: string[] | null;
                /** @description The port it listens on, given to it as PORT; null for a worker. */
                port: number | null;
                /**
                 * @description What it speaks at its port: http1 when absent, h2c for HTTP/2 without TLS, grpc.
                 * @enum {string}
                 */
                protocol?: "http1" | "h2c" | "grpc";
                readiness: {
                    /** @constant */
                    type: "tcp";
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                    /** @description Seconds that a start may take before it counts as failed. */
                    graceSeconds?: number;
                } | {
                    /** @constant */
                    type: "http";
                    path: string;
                    /** @description Headers of the request; Host among them. */
                    headers?: {
                        [key: string]: string;
                    };
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                    /** @description Seconds that a start may take before it counts as failed. */
                    graceSeconds?: number;
                } | {
                    /** @constant */
                    type: "grpc";
                    /** @description The service whose health is asked; the whole server when absent. */
                    service?: string;
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                    /** @description Seconds that a start may take before it counts as failed. */
                    graceSeconds?: number;
                } | {
                    /** @constant */
                    type: "command";
                    /** @description argv */
                    command: string[];
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                    /** @description Seconds that a start may take before it counts as failed. */
                    graceSeconds?: number;
                };
                /** @description A process that fails it is restarted. */
                liveness?: {
                    /** @constant */
                    type: "tcp";
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "http";
                    path: string;
                    /** @description Headers of the request; Host among them. */
                    headers?: {
                        [key: string]: string;
                    };
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "grpc";
                    /** @description The service whose health is asked; the whole server when absent. */
                    service?: string;
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "command";
                    /** @description argv */
                    command: string[];
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                };
                /** @description Until it has passed once, no other check is made; a process that never passes it is restarted. */
                startup?: {
                    /** @constant */
                    type: "tcp";
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "http";
                    path: string;
                    /** @description Headers of the request; Host among them. */
                    headers?: {
                        [key: string]: string;
                    };
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "grpc";
                    /** @description The service whose health is asked; the whole server when absent. */
                    service?: string;
                    /** @description Another port than the process’s own. */
                    port?: number;
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                } | {
                    /** @constant */
                    type: "command";
                    /** @description argv */
                    command: string[];
                    /** @description Seconds between two looks. */
                    periodSeconds?: number;
                    /** @description Seconds that an answer may take. */
                    timeoutSeconds?: number;
                    /** @description How many failures in a row count. */
                    failureThreshold?: number;
                    /** @description Seconds after the start before the first look. */
                    initialDelaySeconds?: number;
                };
                /** @description Commands, as argv, that run one after the other before each start of a pod. */
                init?: string[][];
                size: {
                    cpuRequestMillicores: number;
                    memoryRequestBytes: number;
                    memoryLimitBytes: number;
                };
                minReadySeconds: number;
                gracePeriodSeconds: number;
                /** @description How long web goes on before SIGTERM, while the ingress stops sending to it. */
                drainSeconds?: number;
                /** @description A command, as argv, that runs in a pod that has to go, before SIGTERM. */
                stop?: string[];
                /** @description How many pods a drained node may take at once. */
                maxUnavailable?: number | string;
                /** @description What a range of replicas follows: 70 % of the CPU when absent, unless it follows requests. */
                autoscale?: {
                    cpuPercent?: number;
                    memoryPercent?: number;
                };
                /** @description Replicas until somebody scales the process. */
                scale?: {
                    min: number;
                    max: number;
                    /** @description With a range from 0: how long without a request until the process sleeps; 600 when absent. */
                    idleSeconds?: number;
                    /** @description With a range of a web process: how many requests per second a pod is to get. CPU counts beside it only where the process says so. */
                    requestsPerSecond?: number;
                };
                /** @description What it keeps on disk. It then has one pod at most, and a new one starts after the old one has ended. */
                volumes?: {
                    name: string;
                    /** @description Where the process finds it. */
                    path: string;
                    sizeBytes: number;
                }[];
            }[];
            /** @description Runs once per deployment of new code, before anything is changed. */
            releaseCommand: {
                /** @description argv */
                command: string[];
                timeoutSeconds: number;
                size?: {
                    cpuRequestMillicores: number;
                    memoryRequestBytes: number;
                    memoryLimitBytes: number;
                };
            } | null;
            /** @description Commands that run by the clock. */
            cron?: {
                name: string;
                /** @description Five fields as in crontab, or a nickname such as @daily. */
                schedule: string;
                /** @description Of the IANA database. */
                timeZone: string;
                /** @description argv; null runs what the image says. */
                command: string[] | null;
                /** @description How long a run may take, all its tries together. */
                timeoutSeconds: number;
                /**
                 * @description What happens when a run is due while the one before still runs.
                 * @enum {string}
                 */
                concurrency: "forbid" | "replace" | "allow";
                /** @description How often a run that fails is tried again. */
                retries: number;
                size: {
                    cpuRequestMillicores: number;
                    memoryRequestBytes: number;
                    memoryLimitBytes: number;
                };
            }[];
            /** @description How it takes over from the release before. */
            rollout?: {
                /** @constant */
                strategy: "rolling";
            } | {
                /** @constant */
                strategy: "staged";
                /** @description How long one pod is watched beside the others. */
                watchSeconds: number;
            } | {
                /** @constant */
                strategy: "canary";
                steps: {
                    /** @description Percent of the requests. */
                    weight: number;
                    seconds: number;
                }[];
                /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                gates?: {
                    /** @description Most answers of 500 and above, in percent. */
                    errorPercent?: number;
                    /** @description Most milliseconds that 95 of 100 answers may take. */
                    latencyP95Ms?: number;
                };
            } | {
                /** @constant */
                strategy: "blue-green";
                /**
                 * @description `manual` waits for `berth rollout continue` before requests go over.
                 * @enum {string}
                 */
                switch: "auto" | "manual";
                /** @description How long the release before stands by at full size, for an instant return. */
                keepSeconds: number;
            };
            /** @description What said so: its berth.yaml, which goes with it, or the environment’s setting; null: nothing did. */
            rolloutFrom?: ("berth.yaml" | "setting") | null;
            /** @description Names that must be configured. */
            requires: string[];
            /** @description What its code was pushed as, where it came by git. */
            commit?: {
                id: string;
                branch: string;
                author: string;
                message: string;
            } | null;
            description: string;
            createdBy: string | null;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
            /** @description The release before it, which it is compared with; null for the first. */
            before: number | null;
            /** @description Names that differ from the release before; values never. */
            configChanges: {
                name: string;
                /** @enum {string} */
                kind: "variable" | "secret";
                /** @enum {string} */
                change: "added" | "removed" | "changed";
            }[];
        };
        ReleaseDiff: {
            from: number;
            to: number;
            image: {
                changed: boolean;
                before: string;
                after: string;
            };
            config: {
                before: number;
                after: number;
                /** @description Whether your role may read variables. */
                valuesShown: boolean;
                changes: {
                    name: string;
                    /** @enum {string} */
                    change: "added" | "removed" | "changed";
                    /** @enum {string} */
                    kind: "variable" | "secret";
                    /** @description A variable’s value; null for a secret. */
                    before: string | null;
                    after: string | null;
                }[];
            };
            processes: {
                name: string;
                /** @enum {string} */
                change: "added" | "removed" | "changed";
                fields: {
                    field: string;
                    before: string | null;
                    after: string | null;
                }[];
            }[];
            /** @description Release command, rollout, cron processes and required names. */
            settings: {
                field: string;
                before: string | null;
                after: string | null;
            }[];
        };
        ReleaseLogChunk: {
            seq: number;
            text: string;
        };
        Repository: {
            /** @enum {string} */
            provider: "github" | "gitlab";
            /** Format: uri */
            url: string;
            /**
             * Format: uri
             * @description Where the provider sends its messages.
             */
            webhookUrl: string;
            rules: {
                branch: string;
                /** @description Null: a preview of the branch’s own. */
                environment: string | null;
            }[];
            hasToken: boolean;
            createdBy: string | null;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
            lastDeliveryAt: string | null;
        };
        RepositoryDelivery: {
            /**
             * Format: uuid
             * @description Opaque id.
             */
            id: string;
            event: string;
            /** @enum {string} */
            state: "received" | "running" | "deployed" | "removed" | "ignored" | "failed";
            /** @description Why nothing was done, or what failed and what to do. */
            reason: string | null;
            branch: string | null;
            commit: string | null;
            environment: string | null;
            /** @description Number of the deployment that it became. */
            deployment: number | null;
            /** @description The commit’s state as the provider was told last. */
            reported: ("pending" | "success" | "failure" | "error") | null;
            /** @description Why the provider could not be told. */
            reportFailure: string | null;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            receivedAt: string;
            finishedAt: string | null;
        };
        Run: {
            name: string;
            /**
             * @description `run`: in a pod of its own; `exec`: in a pod that ran already.
             * @enum {string}
             */
            kind: "run" | "exec";
            /** @description argv; null: a shell of the image; absent for who may not run commands, since it may hold secrets. */
            command?: string[] | null;
            /** @description `run`: the process whose size it has; `exec`: the process of the pod. */
            process: string;
            /** @description `exec`: the pod that it runs in. */
            pod: string | null;
            release: number;
            /** @description Whether it has a terminal or a pipe at its caller; it ends with it. */
            attached: boolean;
            tty: boolean;
            timeoutSeconds: number;
            /** @enum {string} */
            state: "starting" | "running" | "succeeded" | "failed" | "stopped";
            exitCode: number | null;
            /** @description Why it failed or was stopped, where its exit code does not say. */
            reason: string | null;
            createdBy: string;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
            startedAt: string | null;
            finishedAt: string | null;
        };
        Source: {
            /**
             * Format: uuid
             * @description Opaque id.
             */
            id: string;
            digest: string;
            sizeBytes: number;
            files: number;
            detected: {
                /** @enum {string} */
                kind: "dockerfile" | "node" | "python" | "go" | "static";
                version: string | null;
                reason: string;
                command: string[] | null;
                /** @description The generated Dockerfile; null when the source has its own. */
                dockerfile: string | null;
                /** @description What berth.yaml and Procfile set, a sentence each. */
                fromSource: string[];
            };
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
        };
        Tenant: {
            slug: string;
            name: string;
            /** @enum {string} */
            state: "provisioning" | "active" | "suspended" | "deleting";
            plan: string;
            cluster: string;
            baseDomain: string;
            apps: number;
            members: number;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
            lastError: string | null;
        };
        Token: {
            /**
             * Format: uuid
             * @description Opaque id.
             */
            id: string;
            name: string;
            prefix: string;
            tenant: string | null;
            role: ("viewer" | "developer" | "admin" | "owner") | null;
            expiresAt: string | null;
            lastUsedAt: string | null;
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
        };
        Volume: {
            name: string;
            /** @description The process that has it, or had it last. */
            process: string;
            /** @description Where the process finds it; null for one that is not used. */
            path: string | null;
            /** @description 0 until the cluster has been given it. */
            sizeBytes: number;
            /**
             * @description `pending`: the cluster has not made it yet, `bound`: it has, `unused`: what runs does not name it and its data stays.
             * @enum {string}
             */
            state: "pending" | "bound" | "unused" | "deleting";
            /**
             * Format: date-time
             * @description UTC, RFC 3339.
             */
            createdAt: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ready";
                        checks: {
                            [key: string]: string;
                        };
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: A part of the platform does not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBerthFileSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-credentials`: E-mail or password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-attempts`: Too many attempts. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Token"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description Limits the token to one tenant. */
                    tenant?: string;
                    /**
                     * @description Limits the token to this role.
                     * @enum {string}
                     */
                    role?: "viewer" | "developer" | "admin" | "owner";
                    /**
                     * Format: date-time
                     * @description UTC, RFC 3339.
                     */
                    expiresAt?: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. `role-missing`: Your role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startDeviceLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    clientName: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deviceCode: string;
                        userCode: string;
                        /** Format: uri */
                        verificationUri: string;
                        /** Format: uri */
                        verificationUriComplete: string;
                        /** @description Seconds. */
                        expiresIn: number;
                        /** @description Seconds between polls. */
                        interval: number;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-attempts`: Too many attempts. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pollDeviceLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    deviceCode: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `slow_down`: asked before the interval was over, which is longer from now on.
                         * @enum {string}
                         */
                        state: "pending" | "slow_down" | "approved" | "denied" | "expired";
                        /** @description Set once, when approved. */
                        token: string | null;
                        /** @description Seconds to wait before asking again. */
                        interval: number;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-attempts`: Too many attempts. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerDeviceLogin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    userCode: string;
                    allow: boolean;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        clientName: string;
                        /** @enum {string} */
                        state: "approved" | "denied";
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. `role-missing`: Your role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-attempts`: Too many attempts. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTenants: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Tenant"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetUse"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    name?: string;
                    password?: string;
                    /** @enum {string} */
                    role: "viewer" | "developer" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "viewer" | "developer" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                app?: string;
                environment?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Event"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllTenants: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Tenant"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    slug: string;
                    name?: string;
                    plan?: string;
                    cluster?: string;
                    owner: {
                        /** Format: email */
                        email: string;
                        name?: string;
                        /** @description Required when the address is new. */
                        password?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. `name-reserved`: The name is reserved. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAnyTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTenant: {
        parameters: {
            query: {
                confirm: string;
            };
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAnyBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetUse"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setBudget: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Take this plan’s budget. */
                    plan?: string;
                    /** @description Fields that differ from it. */
                    budget?: {
                        /** @description Sum of CPU requests, in millicores. */
                        cpuMillicores?: number;
                        /** @description Sum of memory limits, in bytes. */
                        memoryBytes?: number;
                        /** @description Number of pods. */
                        pods?: number;
                        /** @description Sum of volume sizes, in bytes. */
                        storageBytes?: number;
                        /** @description Number of apps. */
                        apps?: number;
                    };
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetUse"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlans: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Plan"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    budget: {
                        /** @description Sum of CPU requests, in millicores. */
                        cpuMillicores: number;
                        /** @description Sum of memory limits, in bytes. */
                        memoryBytes: number;
                        /** @description Number of pods. */
                        pods: number;
                        /** @description Sum of volume sizes, in bytes. */
                        storageBytes: number;
                        /** @description Number of apps. */
                        apps: number;
                    };
                    /** @default false */
                    isDefault?: boolean;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listClusters: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Cluster"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApps: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                search?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["App"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. `over-budget`: It does not fit the budget. `tenant-not-ready`: The tenant is being set up or deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. `name-reserved`: The name is reserved. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApp: {
        parameters: {
            query: {
                confirm: string;
            };
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeApp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Folder of the repository that is the source; empty: all of it. */
                    root?: string;
                    /** @description Paths as git matches them, besides the root; `!` in front leaves out. */
                    watch?: string[];
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/gzip": string;
                "application/zip": string;
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `source-too-large`: The source is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. `source-invalid`: The source archive is not acceptable. `source-empty`: The source has no files. `source-not-understood`: No way to build this source was found. `berth-file-invalid`: berth.yaml is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `registry-unavailable`: The image registry does not answer. `unavailable`: A part of the platform does not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `registry-full`: The image registry has no room left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Environment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. `over-budget`: It does not fit the budget. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEnvironment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Environment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteEnvironment: {
        parameters: {
            query: {
                confirm: string;
            };
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Environment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How long a release is watched after it went live; 0: not at all; null: as the installation says. */
                    watchSeconds?: number | null;
                    /** @description How releases take over where neither berth.yaml nor the deployment says; null: rolling. Not for previews. */
                    rollout?: ({
                        /** @constant */
                        strategy: "rolling";
                    } | {
                        /** @constant */
                        strategy: "staged";
                        /** @description How long one pod is watched beside the others. */
                        watchSeconds: number;
                    } | {
                        /** @constant */
                        strategy: "canary";
                        steps: {
                            /** @description Percent of the requests. */
                            weight: number;
                            seconds: number;
                        }[];
                        /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                        gates?: {
                            /** @description Most answers of 500 and above, in percent. */
                            errorPercent?: number;
                            /** @description Most milliseconds that 95 of 100 answers may take. */
                            latencyP95Ms?: number;
                        };
                    } | {
                        /** @constant */
                        strategy: "blue-green";
                        /**
                         * @description `manual` waits for `berth rollout continue` before requests go over.
                         * @enum {string}
                         */
                        switch: "auto" | "manual";
                        /** @description How long the release before stands by at full size, for an instant return. */
                        keepSeconds: number;
                    }) | null;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Environment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeployments: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "queued" | "running" | "live" | "failed" | "cancelled" | "superseded";
            };
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Deployment"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDeployment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description An uploaded source of this app.
                     */
                    source?: string;
                    /** @description An image reference; a tag is resolved to a digest once. */
                    image?: string;
                    /** @description Settings that differ from the last release; the first deployment starts from the defaults. */
                    processes?: {
                        name: string;
                        /** @enum {string} */
                        kind?: "web" | "worker";
                        /** @description argv; null runs what the image says. */
                        command?: string[] | null;
                        /** @description The port it listens on, given to it as PORT; null for a worker. */
                        port?: number | null;
                        /**
                         * @description What it speaks at its port: http1 when absent, h2c for HTTP/2 without TLS, grpc.
                         * @enum {string}
                         */
                        protocol?: "http1" | "h2c" | "grpc";
                        readiness?: {
                            /** @constant */
                            type: "tcp";
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                            /** @description Seconds that a start may take before it counts as failed. */
                            graceSeconds?: number;
                        } | {
                            /** @constant */
                            type: "http";
                            path: string;
                            /** @description Headers of the request; Host among them. */
                            headers?: {
                                [key: string]: string;
                            };
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                            /** @description Seconds that a start may take before it counts as failed. */
                            graceSeconds?: number;
                        } | {
                            /** @constant */
                            type: "grpc";
                            /** @description The service whose health is asked; the whole server when absent. */
                            service?: string;
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                            /** @description Seconds that a start may take before it counts as failed. */
                            graceSeconds?: number;
                        } | {
                            /** @constant */
                            type: "command";
                            /** @description argv */
                            command: string[];
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                            /** @description Seconds that a start may take before it counts as failed. */
                            graceSeconds?: number;
                        };
                        /** @description A process that fails it is restarted. */
                        liveness?: {
                            /** @constant */
                            type: "tcp";
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "http";
                            path: string;
                            /** @description Headers of the request; Host among them. */
                            headers?: {
                                [key: string]: string;
                            };
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "grpc";
                            /** @description The service whose health is asked; the whole server when absent. */
                            service?: string;
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "command";
                            /** @description argv */
                            command: string[];
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        };
                        /** @description Until it has passed once, no other check is made; a process that never passes it is restarted. */
                        startup?: {
                            /** @constant */
                            type: "tcp";
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "http";
                            path: string;
                            /** @description Headers of the request; Host among them. */
                            headers?: {
                                [key: string]: string;
                            };
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "grpc";
                            /** @description The service whose health is asked; the whole server when absent. */
                            service?: string;
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "command";
                            /** @description argv */
                            command: string[];
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        };
                        /** @description Commands, as argv, that run one after the other before each start of a pod. */
                        init?: string[][];
                        size?: {
                            cpuRequestMillicores: number;
                            memoryRequestBytes: number;
                            memoryLimitBytes: number;
                        };
                        minReadySeconds?: number;
                        gracePeriodSeconds?: number;
                        /** @description How long web goes on before SIGTERM, while the ingress stops sending to it. */
                        drainSeconds?: number;
                        /** @description A command, as argv, that runs in a pod that has to go, before SIGTERM. */
                        stop?: string[];
                        /** @description How many pods a drained node may take at once. */
                        maxUnavailable?: number | string;
                        /** @description What a range of replicas follows: 70 % of the CPU when absent, unless it follows requests. */
                        autoscale?: {
                            cpuPercent?: number;
                            memoryPercent?: number;
                        };
                        /** @description Replicas until somebody scales the process. */
                        scale?: {
                            min: number;
                            max: number;
                            /** @description With a range from 0: how long without a request until the process sleeps; 600 when absent. */
                            idleSeconds?: number;
                            /** @description With a range of a web process: how many requests per second a pod is to get. CPU counts beside it only where the process says so. */
                            requestsPerSecond?: number;
                        };
                        /** @description What it keeps on disk. It then has one pod at most, and a new one starts after the old one has ended. */
                        volumes?: {
                            name: string;
                            /** @description Where the process finds it. */
                            path: string;
                            sizeBytes: number;
                        }[];
                    }[];
                    description?: string;
                    /** @description How this one deployment is rolled out, whatever berth.yaml and the environment’s setting say. */
                    rollout?: {
                        /** @constant */
                        strategy: "rolling";
                    } | {
                        /** @constant */
                        strategy: "staged";
                        /** @description How long one pod is watched beside the others. */
                        watchSeconds: number;
                    } | {
                        /** @constant */
                        strategy: "canary";
                        steps: {
                            /** @description Percent of the requests. */
                            weight: number;
                            seconds: number;
                        }[];
                        /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                        gates?: {
                            /** @description Most answers of 500 and above, in percent. */
                            errorPercent?: number;
                            /** @description Most milliseconds that 95 of 100 answers may take. */
                            latencyP95Ms?: number;
                        };
                    } | {
                        /** @constant */
                        strategy: "blue-green";
                        /**
                         * @description `manual` waits for `berth rollout continue` before requests go over.
                         * @enum {string}
                         */
                        switch: "auto" | "manual";
                        /** @description How long the release before stands by at full size, for an instant return. */
                        keepSeconds: number;
                    };
                };
            };
        };
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-release`: Nothing has been deployed yet. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkDeployment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description An uploaded source of this app.
                     */
                    source?: string;
                    /** @description An image reference; a tag is resolved to a digest once. */
                    image?: string;
                    /** @description Settings that differ from the last release; the first deployment starts from the defaults. */
                    processes?: {
                        name: string;
                        /** @enum {string} */
                        kind?: "web" | "worker";
                        /** @description argv; null runs what the image says. */
                        command?: string[] | null;
                        /** @description The port it listens on, given to it as PORT; null for a worker. */
                        port?: number | null;
                        /**
                         * @description What it speaks at its port: http1 when absent, h2c for HTTP/2 without TLS, grpc.
                         * @enum {string}
                         */
                        protocol?: "http1" | "h2c" | "grpc";
                        readiness?: {
                            /** @constant */
                            type: "tcp";
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                            /** @description Seconds that a start may take before it counts as failed. */
                            graceSeconds?: number;
                        } | {
                            /** @constant */
                            type: "http";
                            path: string;
                            /** @description Headers of the request; Host among them. */
                            headers?: {
                                [key: string]: string;
                            };
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                            /** @description Seconds that a start may take before it counts as failed. */
                            graceSeconds?: number;
                        } | {
                            /** @constant */
                            type: "grpc";
                            /** @description The service whose health is asked; the whole server when absent. */
                            service?: string;
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                            /** @description Seconds that a start may take before it counts as failed. */
                            graceSeconds?: number;
                        } | {
                            /** @constant */
                            type: "command";
                            /** @description argv */
                            command: string[];
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                            /** @description Seconds that a start may take before it counts as failed. */
                            graceSeconds?: number;
                        };
                        /** @description A process that fails it is restarted. */
                        liveness?: {
                            /** @constant */
                            type: "tcp";
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "http";
                            path: string;
                            /** @description Headers of the request; Host among them. */
                            headers?: {
                                [key: string]: string;
                            };
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "grpc";
                            /** @description The service whose health is asked; the whole server when absent. */
                            service?: string;
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "command";
                            /** @description argv */
                            command: string[];
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        };
                        /** @description Until it has passed once, no other check is made; a process that never passes it is restarted. */
                        startup?: {
                            /** @constant */
                            type: "tcp";
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "http";
                            path: string;
                            /** @description Headers of the request; Host among them. */
                            headers?: {
                                [key: string]: string;
                            };
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "grpc";
                            /** @description The service whose health is asked; the whole server when absent. */
                            service?: string;
                            /** @description Another port than the process’s own. */
                            port?: number;
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        } | {
                            /** @constant */
                            type: "command";
                            /** @description argv */
                            command: string[];
                            /** @description Seconds between two looks. */
                            periodSeconds?: number;
                            /** @description Seconds that an answer may take. */
                            timeoutSeconds?: number;
                            /** @description How many failures in a row count. */
                            failureThreshold?: number;
                            /** @description Seconds after the start before the first look. */
                            initialDelaySeconds?: number;
                        };
                        /** @description Commands, as argv, that run one after the other before each start of a pod. */
                        init?: string[][];
                        size?: {
                            cpuRequestMillicores: number;
                            memoryRequestBytes: number;
                            memoryLimitBytes: number;
                        };
                        minReadySeconds?: number;
                        gracePeriodSeconds?: number;
                        /** @description How long web goes on before SIGTERM, while the ingress stops sending to it. */
                        drainSeconds?: number;
                        /** @description A command, as argv, that runs in a pod that has to go, before SIGTERM. */
                        stop?: string[];
                        /** @description How many pods a drained node may take at once. */
                        maxUnavailable?: number | string;
                        /** @description What a range of replicas follows: 70 % of the CPU when absent, unless it follows requests. */
                        autoscale?: {
                            cpuPercent?: number;
                            memoryPercent?: number;
                        };
                        /** @description Replicas until somebody scales the process. */
                        scale?: {
                            min: number;
                            max: number;
                            /** @description With a range from 0: how long without a request until the process sleeps; 600 when absent. */
                            idleSeconds?: number;
                            /** @description With a range of a web process: how many requests per second a pod is to get. CPU counts beside it only where the process says so. */
                            requestsPerSecond?: number;
                        };
                        /** @description What it keeps on disk. It then has one pod at most, and a new one starts after the old one has ended. */
                        volumes?: {
                            name: string;
                            /** @description Where the process finds it. */
                            path: string;
                            sizeBytes: number;
                        }[];
                    }[];
                    description?: string;
                    /** @description How this one deployment is rolled out, whatever berth.yaml and the environment’s setting say. */
                    rollout?: {
                        /** @constant */
                        strategy: "rolling";
                    } | {
                        /** @constant */
                        strategy: "staged";
                        /** @description How long one pod is watched beside the others. */
                        watchSeconds: number;
                    } | {
                        /** @constant */
                        strategy: "canary";
                        steps: {
                            /** @description Percent of the requests. */
                            weight: number;
                            seconds: number;
                        }[];
                        /** @description When absent: the usual ones where the cluster measures requests, none elsewhere. */
                        gates?: {
                            /** @description Most answers of 500 and above, in percent. */
                            errorPercent?: number;
                            /** @description Most milliseconds that 95 of 100 answers may take. */
                            latencyP95Ms?: number;
                        };
                    } | {
                        /** @constant */
                        strategy: "blue-green";
                        /**
                         * @description `manual` waits for `berth rollout continue` before requests go over.
                         * @enum {string}
                         */
                        switch: "auto" | "manual";
                        /** @description How long the release before stands by at full size, for an instant return. */
                        keepSeconds: number;
                    };
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Check"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-release`: Nothing has been deployed yet. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. `image-not-found`: The image cannot be found. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: A part of the platform does not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Event"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamBuildLog: {
        parameters: {
            query?: {
                follow?: string;
            };
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["BuildLogChunk"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBuild: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        source: components["schemas"]["Source"] | null;
                        build: components["schemas"]["Build"] | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamReleaseLog: {
        parameters: {
            query?: {
                follow?: string;
            };
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ReleaseLogChunk"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelDeployment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseRollout: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeRollout: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    continueRollout: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryDeployment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-release`: Nothing has been deployed yet. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promote: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The environment whose release is taken. */
                    from: string;
                    /** @description Its release; the live one when absent. */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. `release-not-found`: There is no such release. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-release`: Nothing has been deployed yet. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restart: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-release`: Nothing has been deployed yet. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReleases: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Release"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    diffReleases: {
        parameters: {
            query: {
                from: number;
                to: number;
            };
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseDiff"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. `release-not-found`: There is no such release. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseDetail"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. `release-not-found`: There is no such release. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollBack: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The one before the live one when absent. */
                    version?: number;
                    /** @default false */
                    keepConfig?: boolean;
                };
            };
        };
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. `release-not-found`: There is no such release. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-earlier-release`: There is no earlier release to go back to. `no-release`: Nothing has been deployed yet. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConfig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigChange"];
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        config: components["schemas"]["Config"];
                        deployment: components["schemas"]["Deployment"] | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProcesses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Process"][];
                        observedAt: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scaleProcess: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                process: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    min: number;
                    max: number;
                    /** @description With a range from 0: how long without a request until the process sleeps; 600 when absent. */
                    idleSeconds?: number;
                    /** @description With a range of a web process: how many requests per second a pod is to get. CPU counts beside it only where the process says so. */
                    requestsPerSecond?: number;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Process"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `over-budget`: It does not fit the budget. `cannot-sleep`: This process cannot sleep. `requests-uncounted`: This process cannot be scaled by its requests. `has-volume`: A process with a volume has one pod. `no-release`: Nothing has been deployed yet. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamLogs: {
        parameters: {
            query?: {
                follow?: string;
                previous?: string;
                process?: string;
                tail?: number;
            };
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["LogLine"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: A part of the platform does not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCron: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Cron"][];
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCronRuns: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                cron: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CronRun"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runCron: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                cron: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CronRun"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. `no-release`: Nothing has been deployed yet. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCronRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                cron: string;
                cronRun: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CronRun"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCronRunLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                cron: string;
                cronRun: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LogLine"][];
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseCron: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                cron: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cron"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. `no-release`: Nothing has been deployed yet. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeCron: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                cron: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cron"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. `no-release`: Nothing has been deployed yet. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDomains: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Domain"][];
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    host: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. `name-taken`: The name is taken. `over-budget`: It does not fit the budget. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setDomainCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                host: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description PEM: the host’s own certificate, then those that signed it. */
                    certificate: string;
                    /** @description PEM: its private key, not encrypted. */
                    key: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPreviewSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewSettings"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePreviewSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether branches get previews. */
                    enabled?: boolean;
                    /** @description The environment whose settings and config a new preview starts from. */
                    base?: string;
                    /** @description How long a preview stays after its last deployment. */
                    ttlSeconds?: number;
                    /** @description Previews at most. */
                    most?: number;
                    /** @description Branches that may have a preview: `*` is anything but `/`, `**` anything. */
                    branches?: string[];
                    /**
                     * @description Which variables of the base a new preview gets.
                     * @enum {string}
                     */
                    variables?: "all" | "none";
                    /**
                     * @description Which secrets of the base a new preview gets; `named`: those in `secretNames`.
                     * @enum {string}
                     */
                    secrets?: "none" | "all" | "named";
                    /** @description Secrets that a new preview gets where `secrets` is `named`. */
                    secretNames?: string[];
                    /**
                     * @description The largest size of a pod.
                     * @enum {string}
                     */
                    size?: "nano" | "tiny" | "small" | "medium" | "large";
                    /** @description Pods of a process at most. */
                    pods?: number;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewSettings"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPreviews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewList"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPreview: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    branch: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Environment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `previews-off`: Previews are not enabled for this app. `branch-without-preview`: This branch gets no preview. `over-budget`: It does not fit the budget. `name-taken`: The name is taken. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePreview: {
        parameters: {
            query: {
                branch: string;
            };
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Environment"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRepository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    connectRepository: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                    /**
                     * @description Known for github.com and gitlab.com.
                     * @enum {string}
                     */
                    provider?: "github" | "gitlab";
                    /** @default main */
                    branch?: string;
                    /** @default production */
                    environment?: string;
                    /** @description Reads a private repository, and reports commits’ states. It is never shown again. */
                    token?: string;
                };
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        repository: components["schemas"]["Repository"];
                        /** @description Signs the provider’s messages. Shown this once. */
                        secret: string;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. `tenant-not-ready`: The tenant is being set up or deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disconnectRepository: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeRepository: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Which branch is deployed where; the first that fits counts; an `environment` that is null is the branch’s own preview. In `branch`, `*` is anything but `/`, `**` anything. */
                    rules?: {
                        branch: string;
                        /** @description Null: a preview of the branch’s own. */
                        environment: string | null;
                    }[];
                    /** @description Null removes it. */
                    token?: string | null;
                };
            };
        };
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateRepositorySecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        repository: components["schemas"]["Repository"];
                        /** @description Signs the provider’s messages. Shown this once. */
                        secret: string;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRepositoryDeliveries: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "received" | "running" | "deployed" | "removed" | "ignored" | "failed";
            };
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RepositoryDelivery"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliver: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryDelivery"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Run"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    command: string[];
                    /** @description The process whose size it has; web, or the first, when absent. */
                    process?: string;
                    /**
                     * @description Another size.
                     * @enum {string}
                     */
                    size?: "nano" | "tiny" | "small" | "medium" | "large";
                    /** @default 3600 */
                    timeoutSeconds?: number;
                    /** @default null */
                    attach?: {
                        tty: boolean;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-release`: Nothing has been deployed yet. `over-budget`: It does not fit the budget. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createExec: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description argv; null: a shell, if the image has one.
                     * @default null
                     */
                    command?: string[] | null;
                    /** @description web, or the first, when absent. */
                    process?: string;
                    /** @description A pod of the process; the first that is ready when absent. */
                    pod?: string;
                    tty: boolean;
                };
            };
        };
        responses: {
            /** @description Success. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-pod`: No such pod runs. `no-release`: Nothing has been deployed yet. `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not accepted. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openTerminal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `tenant-not-ready`: The tenant is being set up or deleted. `wrong-state`: This is not possible in the current state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upgrade-required`: A terminal opens by WebSocket. */
            426: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: A part of the platform does not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVolumes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
                environment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Volume"][];
                    };
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteVolume: {
        parameters: {
            query: {
                confirm: string;
            };
            header?: {
                /** @description The same request with the same key within a day is done once and gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                app: string;
                environment: string;
                volume: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Volume"];
                };
            };
            /** @description `bad-request`: The request is malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in. `token-expired`: The token has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role-missing`: Your role does not allow this. `cross-site`: The request comes from another site. `tenant-suspended`: The tenant is suspended. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Nothing here that you can see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `volume-in-use`: The volume is in use. `wrong-state`: This is not possible in the current state. `tenant-not-ready`: The tenant is being set up or deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-input`: Some fields are not valid. `idempotency-conflict`: This idempotency key was used with another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
